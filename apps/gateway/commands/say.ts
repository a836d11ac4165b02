import { ChatError } from '../../../core/index.js';
import { postOperator } from './operator-client.js';
import { createOperatorCommand } from './operator-command.js';

/** More than any gateway accepts in one message. */
const MAX_INPUT_BYTES = 65_536;

/** `say`: sends a message to a room as the operator. */
export const say = createOperatorCommand({
  name: 'say',
  usage: 'say --room ROOM [TEXT...]',
  summary: 'Sends a message to a room as the operator. Without TEXT, or with -, reads standard input.',
  options: {},
  validate: () => [],
  async send(target, { positionals: words }) {
    const isPiped = words.length === 0 || (words.length === 1 && words[0] === '-');
    const text = isPiped ? await readStandardInput() : words.join(' ');
    const { room, offset, id } = await postOperator(target, '/operator/say', { room: target.room, text });
    return `sent to ${String(room)} at offset ${String(offset)} (${String(id)})`;
  },
});

/** Reads standard input without the trailing line break. */
async function readStandardInput(): Promise<string> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of process.stdin as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > MAX_INPUT_BYTES)
      throw new ChatError('CHAT_TEXT_TOO_LONG', 'Standard input is too long for one message.');
    parts.push(part);
  }
  return Buffer.concat(parts)
    .toString('utf8')
    .replace(/\r?\n$/, '');
}
