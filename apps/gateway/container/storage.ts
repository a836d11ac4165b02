import { mkdirSync, readdirSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { sqlite } from '../../../adapters/brokers/sqlite/index.js';
import { type Broker, ChatError, MemoryBroker, type Random } from '../../../core/index.js';
import type { GatewaySettings } from '../settings/settings.js';

/** What the file of the log is called, in the folder `data`. */
export const LOG_FILE = 'partyline.db';

/**
 * The rooms' log: on disk where the settings name a folder, which is made when it is not there, else in memory.
 * @throws ChatError `CHAT_STORE_FAILED` when the folder cannot be made.
 */
export function createBroker({ data, filesDir, acceptDataLoss }: GatewaySettings, random: Random): Broker {
  if (data === '') return new MemoryBroker(random);
  createFolder(data, '--data');
  const path = join(data, LOG_FILE);
  const files = filesFolderPath({ data, filesDir });
  const isNew = (statSync(path, { throwIfNoEntry: false })?.size ?? 0) === 0;
  const evidence = isNew && files !== undefined && hasFiles(files) ? `${files} has files` : undefined;
  return sqlite({ path, acceptDataLoss, evidence });
}

/** Whether a folder for files has any, at whatever depth. */
function hasFiles(folder: string): boolean {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true }).some((entry) => entry.isFile());
  } catch {
    return false;
  }
}

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
      `Cannot create the folder ${path} (${why}). Choose another with ${flag}.`,
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

/** The folder that files are kept in; `undefined`: one that goes with the process. */
export function filesFolderPath({ data, filesDir }: Pick<GatewaySettings, 'data' | 'filesDir'>): string | undefined {
  if (filesDir !== '') return filesDir;
  return data === '' ? undefined : join(data, 'files');
}
