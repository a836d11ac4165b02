import type { FileHandle } from 'node:fs/promises';
import { readFully } from './disk.js';
import { fileError, storeFailed } from './errors.js';
import type { FileReader, StoredFile } from './vault.js';

/** A reader of a file that is open; `closed` is told once. */
export function readerOf(file: StoredFile, handle: FileHandle, closed: (reader: FileReader) => void): FileReader {
  let closing: Promise<void> | undefined;
  const reader: FileReader = {
    file,
    async read(offset, length, into) {
      for (const number of [offset, length]) {
        if (!Number.isSafeInteger(number) || number < 0) throw new TypeError(`${number} is no number of bytes.`);
      }
      if (closing !== undefined) throw fileError('FILE_STORE_FAILED', { reason: 'closed' });
      const wanted = Math.min(length, file.size - offset);
      if (wanted <= 0) return new Uint8Array(0);
      const reused = into !== undefined && into.length >= wanted;
      const bytes = reused ? into.subarray(0, wanted) : Buffer.allocUnsafeSlow(wanted);
      const read = await readFully(handle, bytes, offset).catch((error: unknown) => Promise.reject(storeFailed(error)));
      if (read < wanted) throw fileError('FILE_STORE_FAILED', { reason: 'short' });
      return bytes;
    },
    close() {
      // Reads that are under way come first.
      closing ??= handle.close().catch(() => undefined);
      closed(reader);
      return closing;
    },
  };
  return reader;
}
