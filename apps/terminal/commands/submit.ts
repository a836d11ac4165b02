import { ClientError } from '../../../client/index.js';
import { typedCommand } from '../../../core/protocol/typed-command.js';
import { reasonOf } from '../talk/talk.js';
import { cleanLine } from '../text/clean.js';
import { type Desk, Misuse } from './command.js';
import { commandNamed, typed } from './table.js';

/**
 * Does what somebody has typed: a line that begins with a slash is a command, one that begins with two is said with one.
 * What goes wrong is told in the shown room. Never rejects.
 *
 * @returns whether it was done
 */
export async function submit(desk: Desk, line: string): Promise<boolean> {
  const { state } = desk.talk;
  const given = typedCommand(line, (name) => commandNamed(name) !== undefined);
  try {
    if (typeof given === 'string') return await said(desk, given);
    const { name, rest } = given;
    const command = commandNamed(name);
    // A path is no command: /etc/hosts, /run.sh.
    if (command === undefined && /[/.]/.test(name)) return await said(desk, line);
    if (command === undefined) {
      state.note(
        'bad',
        `There is no command /${cleanLine(name)}. /help lists them; to say it, type: ${cleanLine(`/${line}`)}`,
      );
      return false;
    }
    await run(desk, command, rest);
    return true;
  } catch (error) {
    if (!(error instanceof ClientError) && !(error instanceof Misuse)) throw error;
    state.note('bad', error instanceof Misuse ? error.message : reasonOf(error));
    return false;
  }
}

async function run(desk: Desk, command: NonNullable<ReturnType<typeof commandNamed>>, rest: string): Promise<void> {
  try {
    await command.run(desk, rest);
  } catch (error) {
    throw error instanceof Misuse && error.message === '' ? new Misuse(`Try ${typed(command)}.`) : error;
  }
}

async function said(desk: Desk, text: string): Promise<boolean> {
  const { shown } = desk.talk.state.rooms;
  if (text.trim() === '') return true;
  if (shown.kind === 'home') throw new Misuse('You are in no room: /join ROOM first.');
  return desk.talk.say(shown, text.replace(/\s+$/u, ''));
}
