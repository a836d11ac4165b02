import { mkdirSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { ChatError } from '../../../core/index.js';

const OWNER_ONLY = 0o700;

/**
 * Makes a folder, and those above it that are missing, for this user only. One that exists is left as it is.
 *
 * `mkdir` with `recursive` is not used: where a parent exists and yet refuses every entry with ENOENT, as `/proc` does, Node 20 tries
 * for ever.
 *
 * @param flag The setting to change, named in the error.
 * @throws ChatError `CHAT_STORE_FAILED`
 */
export function createFolder(path: string, flag: string): void {
  try {
    createMissing(resolve(path));
  } catch (cause) {
    const why = (cause as NodeJS.ErrnoException).code ?? String(cause);
    throw new ChatError(
      'CHAT_STORE_FAILED',
      `The folder ${path} cannot be made (${why}). Choose another with ${flag}.`,
      {
        cause,
      },
    );
  }
}

function createMissing(path: string): void {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) return;
  const parent = dirname(path);
  if (parent !== path) createMissing(parent);
  mkdirSync(path, { mode: OWNER_ONLY });
}
