import { commandNamed, commands } from '../commands/table.js';
import type { Talk } from '../talk/talk.js';
import type { Vocabulary } from './completion.js';
import { pathsFrom } from './paths.js';

/** What may be typed in a talk: its commands, its rooms, and the people of the shown room. */
export function vocabularyOf({ state, people }: Talk): Vocabulary {
  return {
    commands: commands.map(({ name }) => name),
    argumentOf: (command) => commandNamed(command)?.completes,
    nicks() {
      const { shown, all } = state.rooms;
      const here = people.of(shown.name).filter(({ me }) => !me);
      const others = all.filter(({ kind }) => kind === 'direct');
      return [...new Set([...here.map(({ nick }) => nick), ...others.map(({ title }) => title)])];
    },
    rooms: () => state.rooms.all.filter(({ kind }) => kind === 'room').map(({ title }) => title),
    paths: pathsFrom,
  };
}
