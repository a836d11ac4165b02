import { ChatError } from '../../../core/index.js';
import { askOperator } from './ask.js';
import { operatorCommand } from './operator-command.js';

/** More than any gateway takes at once. */
const INPUT_BYTES = 65_536;

/** `say`: says a line in a room, as the operator. */
export const say = operatorCommand({
  name: 'say',
  usage: 'say --room ROOM [TEXT...]',
  summary: 'Says it in a room, as the operator; without a text, or with -, what is on standard input.',
  options: {},
  problems: () => [],
  async act(target, { words }) {
    const isPiped = words.length === 0 || (words.length === 1 && words[0] === '-');
    const text = isPiped ? await standardInput() : words.join(' ');
    const { room, offset, id } = await askOperator(target, '/operator/say', { room: target.room, text });
    return `said in ${String(room)} as number ${String(offset)} (${String(id)})`;
  },
});

/** All of it, without the line break at its end. */
async function standardInput(): Promise<string> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of process.stdin as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > INPUT_BYTES)
      throw new ChatError('CHAT_TEXT_TOO_LONG', 'what is on standard input is too long to be said.');
    parts.push(part);
  }
  return Buffer.concat(parts)
    .toString('utf8')
    .replace(/\r?\n$/, '');
}
