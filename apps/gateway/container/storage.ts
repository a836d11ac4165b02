import { mkdirSync, readdirSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { sqlite } from '../../../adapters/brokers/sqlite/index.js';
import { type Broker, ChatError, MemoryBroker, type Random } from '../../../core/index.js';
import type { GatewaySettings } from '../settings/settings.js';

/** Name of the database file in the folder `data`. */
export const LOG_FILE = 'partyline.db';

/**
 * Creates the broker: on disk if the settings name a folder, which is created if missing; otherwise in memory.
 * @throws ChatError `CHAT_STORE_FAILED` if the folder cannot be created.
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

/** Returns whether a folder contains files, at any depth. */
function hasFiles(folder: string): boolean {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true }).some((entry) => entry.isFile());
  } catch {
    return false;
  }
}

const OWNER_ONLY = 0o700;

/**
 * Creates a folder and its missing parents, for this user only. An existing folder is not changed.
 *
 * `mkdir` with `recursive` is not used: in a folder that refuses every entry with ENOENT, such as `/proc`, Node 20 retries
 * forever.
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

/** Returns the folder for files, or `undefined` for a temporary folder. */
export function filesFolderPath({ data, filesDir }: Pick<GatewaySettings, 'data' | 'filesDir'>): string | undefined {
  if (filesDir !== '') return filesDir;
  return data === '' ? undefined : join(data, 'files');
}
