import { type FileHandle, open, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { Readable } from 'node:stream';
import { ChatError } from '../../../core/index.js';
import { postOperator, requestJson } from './operator-client.js';
import { createOperatorCommand } from './operator-command.js';

/** `send-file`: sends a file to a room as the operator. */
export const sendFile = createOperatorCommand({
  name: 'send-file',
  usage: 'send-file --room ROOM PATH',
  summary: 'Sends a file to a room as the operator.',
  options: { name: { placeholder: 'NAME', help: 'File name shown in the room. [the local file name]' } },
  validate: async ({ positionals: words }) => {
    const [path, ...others] = words;
    if (path === undefined) return ['Name the file to send.'];
    if (others.length > 0) return ['Only one file can be sent at a time.'];
    const problem = await findFileProblem(path);
    return problem === undefined ? [] : [problem];
  },
  async send(target, { values, positionals: words }) {
    const [path = ''] = words;
    const handle = await openFile(path);
    try {
      const { size } = await handle.stat();
      const { path: uploadPath } = await postOperator(target, '/operator/file', { room: target.room, bytes: size });
      const name = encodeURIComponent(values.name ?? basename(path));
      const { url } = await requestJson(target.base, `${String(uploadPath)}${name}`, {
        method: 'PUT',
        headers: { Accept: 'application/json', 'Content-Length': size },
        body: readContents(handle, size, path),
      });
      return `sent to ${target.room}: ${String(url)}`;
    } finally {
      await handle.close();
    }
  },
});

async function findFileProblem(path: string): Promise<string | undefined> {
  try {
    const found = await stat(path);
    if (found.isFile()) return undefined;
    return `${path} is ${found.isDirectory() ? 'a folder' : 'not a regular file'}. Only files can be sent.`;
  } catch (error) {
    return `Cannot read ${path}: ${errorMessage(error)}.`;
  }
}

async function openFile(path: string): Promise<FileHandle> {
  try {
    return await open(path);
  } catch (error) {
    throw new ChatError('FILE_UNREADABLE', `Cannot read ${path}: ${errorMessage(error)}.`);
  }
}

/** Streams exactly `size` bytes, and fails if the file shrinks. */
function readContents(handle: FileHandle, size: number, path: string): Readable {
  if (size === 0) return Readable.from([]);
  const unread = (error: unknown): ChatError =>
    error instanceof ChatError
      ? error
      : new ChatError('FILE_UNREADABLE', `Cannot read ${path}: ${errorMessage(error)}.`);
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
      if (read < size) throw new ChatError('FILE_SHRUNK', `${path} shrank while it was being sent.`);
    })(),
  );
}

function errorMessage(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
