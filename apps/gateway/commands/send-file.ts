import { type FileHandle, open, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { Readable } from 'node:stream';
import { ChatError } from '../../../core/index.js';
import { ask, askOperator } from './ask.js';
import { operatorCommand } from './operator-command.js';

/** `send-file`: sends a file into a room, as the operator. */
export const sendFile = operatorCommand({
  name: 'send-file',
  usage: 'send-file --room ROOM PATH',
  summary: 'Sends a file into a room, as the operator.',
  options: { name: { placeholder: 'NAME', help: 'What it is called there; else as it is called here.' } },
  problems: async ({ words }) => {
    const [path, ...others] = words;
    if (path === undefined) return ['say which file.'];
    if (others.length > 0) return ['only one file can be sent at a time.'];
    const problem = await problemWith(path);
    return problem === undefined ? [] : [problem];
  },
  async act(target, { values, words }) {
    const [path = ''] = words;
    const handle = await opened(path);
    try {
      const { size } = await handle.stat();
      const { path: place } = await askOperator(target, '/operator/file', { room: target.room, bytes: size });
      const name = encodeURIComponent(values.name ?? basename(path));
      const { url } = await ask(target.base, `${String(place)}${name}`, {
        method: 'PUT',
        headers: { Accept: 'application/json', 'Content-Length': size },
        body: contents(handle, size, path),
      });
      return `sent to ${target.room}: ${String(url)}`;
    } finally {
      await handle.close();
    }
  },
});

async function problemWith(path: string): Promise<string | undefined> {
  try {
    const found = await stat(path);
    if (found.isFile()) return undefined;
    return `${path} is ${found.isDirectory() ? 'a folder' : 'no file'}: only files can be sent.`;
  } catch (error) {
    return `${path} cannot be read: ${messageOf(error)}.`;
  }
}

async function opened(path: string): Promise<FileHandle> {
  try {
    return await open(path);
  } catch (error) {
    throw new ChatError('FILE_UNREADABLE', `${path} cannot be read: ${messageOf(error)}.`);
  }
}

/** As many bytes as were told: no more of a file that grows, and an error for one that shrinks. */
function contents(handle: FileHandle, size: number, path: string): Readable {
  if (size === 0) return Readable.from([]);
  const unread = (error: unknown): ChatError =>
    error instanceof ChatError
      ? error
      : new ChatError('FILE_UNREADABLE', `${path} cannot be read: ${messageOf(error)}.`);
  return Readable.from(
    (async function* () {
      let read = 0;
      try {
        for await (const part of handle.createReadStream({ end: size - 1, autoClose: false })) {
          read += (part as Buffer).length;
          yield part;
        }
      } catch (error) {
        throw unread(error);
      }
      if (read < size) throw new ChatError('FILE_SHRUNK', `${path} became smaller while it was sent.`);
    })(),
  );
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
