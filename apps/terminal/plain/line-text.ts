import type { Line, Said } from '../state/line.js';
import { labelOf, type Room } from '../state/room.js';
import { counted, sizeOf } from '../text/format.js';
import { transferText } from '../view/line-rows.js';

/**
 * A line as plain text, without a line break at its end.
 * @param many whether there are several rooms, so that each line says in which it stands
 */
export function lineText(line: Line, room: Room, many: boolean): string {
  const where = many && room.kind === 'room' ? `${labelOf(room)} ` : '';
  if (line.type === 'said') return where + saidText(line, room);
  if (line.type === 'transfer') return `${where}-- ${transferText(line)}`;
  const mark = line.tone === 'bad' ? '!' : line.tone === 'quiet' ? '*' : '--';
  return line.text
    .split('\n')
    .map((text) => `${where}${mark} ${text}`)
    .join('\n');
}

function saidText(line: Said, room: Room): string {
  const { nick, action, file } = line;
  const text = indented(
    file === undefined ? line.text : `sent ${file.name} (${sizeOf(file.size)}), /get ${file.number}`,
  );
  if (room.kind === 'direct') return `[${line.mine ? `you → ${room.title}` : `${nick} → you`}] ${text}`;
  if (file !== undefined) return `* ${nick} ${text}`;
  // Begins with the nick, so that `/me left` does not read like a line of the server.
  return action ? `${nick} * ${text}` : `${nick}: ${text}`;
}

/** What goes on over several lines cannot be taken for somebody else's line. */
const indented = (text: string): string => text.replaceAll('\n', '\n    ');

/** What is new about a line that was replaced; `undefined`: nothing that is worth a line. */
export function changeText(line: Line, before: Line | undefined, room: Room, many: boolean): string | undefined {
  if (line.type === 'note' && line.traffic !== undefined) {
    return lineText({ ...line, text: line.traffic.at(-1) ?? '' }, room, many);
  }
  if (line.type === 'transfer' && before?.type === 'transfer' && before.stage !== line.stage) {
    return line.stage === 'preparing' ? undefined : lineText(line, room, many);
  }
  if (line.type !== 'said' || before?.type !== 'said' || line.mine) return undefined;
  const where = many && room.kind === 'room' ? `${labelOf(room)} ` : '';
  if (line.erased && !before.erased) return `${where}* ${line.nick} deleted a message`;
  return line.text === before.text ? undefined : `${where}* ${line.nick} now says: ${indented(line.text)}`;
}

/** What is said of a caught-up room. */
export const caughtUpText = (messages: number): string =>
  messages === 0 ? '-- Back; nothing was missed.' : `-- Back; caught up ${counted(messages, 'message')}.`;
