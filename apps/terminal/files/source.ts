import { createHash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import { basename } from 'node:path';
import type { FileSource } from '../../../client/index.js';
import { pathOf } from '../input/paths.js';

/** What is read at once for a checksum. */
const BLOCK_BYTES = 262_144;

/** A file on this machine, opened to be sent. */
export interface LocalFile extends FileSource {
  readonly name: string;
  /** Its SHA-256, in hexadecimal digits. Rejects where it cannot be read, and when the signal says so. */
  sha256(signal: AbortSignal): Promise<string>;
  close(): Promise<void>;
}

/**
 * Opens a file to be sent.
 * @throws Error where it cannot be read, or is no file
 */
export async function openFile(path: string): Promise<LocalFile> {
  const handle = await open(pathOf(path));
  try {
    const found = await handle.stat();
    if (!found.isFile()) throw new Error(found.isDirectory() ? 'it is a folder' : 'it is no file');
    return localFile(handle, basename(pathOf(path)), found.size);
  } catch (error) {
    await handle.close();
    throw error;
  }
}

function localFile(handle: FileHandle, name: string, size: number): LocalFile {
  async function read(offset: number, length: number): Promise<Uint8Array> {
    const bytes = new Uint8Array(length);
    let filled = 0;
    while (filled < length) {
      const { bytesRead } = await handle.read(bytes, filled, length - filled, offset + filled);
      if (bytesRead === 0) break;
      filled += bytesRead;
    }
    return bytes.subarray(0, filled);
  }

  return {
    name,
    size,
    read,
    async sha256(signal) {
      const hash = createHash('sha256');
      for (let offset = 0; offset < size; offset += BLOCK_BYTES) {
        signal.throwIfAborted();
        hash.update(await read(offset, Math.min(BLOCK_BYTES, size - offset)));
      }
      return hash.digest('hex');
    },
    close: () => handle.close(),
  };
}
