import type { Command } from './command.js';
import { firstWord, Misuse, roomHere } from './command.js';

const bare = (name: string): string => name.replace(/^#/, '');

/** The commands with which people come, go and speak. */
export const talking: readonly Command[] = [
  {
    name: 'join',
    usage: 'ROOM [PASSWORD]',
    summary: 'Go into a room and show it.',
    completes: 'room',
    async run({ talk }, rest) {
      const [room, password] = firstWord(rest);
      if (room === '') throw new Misuse();
      await talk.join(bare(room), password === '' ? undefined : password);
    },
  },
  {
    name: 'part',
    usage: '[ROOM]',
    summary: 'Go out of a room; of the shown one without a name. A conversation is put away.',
    completes: 'room',
    async run(desk, rest) {
      const { client, state } = desk.talk;
      const [named] = firstWord(rest);
      const room = named === '' ? roomHere(desk) : bare(named);
      const known = state.rooms.get(room);
      if (known?.kind === 'direct') state.rooms.close(room);
      else await client.leave(room);
      state.changed();
    },
  },
  {
    name: 'nick',
    usage: 'NICK',
    summary: 'Be called something else.',
    async run({ talk }, rest) {
      if (rest === '') throw new Misuse();
      const nick = await talk.client.nick(rest);
      talk.state.nick = nick;
      talk.state.note('good', `You are ${nick} now.`);
    },
  },
  {
    name: 'me',
    usage: 'TEXT',
    summary: 'Say what you do: * ann waves.',
    completes: 'nick',
    async run(desk, rest) {
      if (rest === '') throw new Misuse();
      roomHere(desk);
      await desk.talk.say(desk.talk.state.rooms.shown, rest, 'action');
    },
  },
  {
    name: 'msg',
    usage: 'NICK TEXT',
    summary: 'Say something to one person.',
    completes: 'nick',
    async run({ talk }, rest) {
      const [nick, text] = firstWord(rest);
      if (nick === '' || text === '') throw new Misuse();
      await talk.tell(nick, text);
    },
  },
];
