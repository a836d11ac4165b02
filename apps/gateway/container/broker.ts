import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { sqlite } from '../../../adapters/brokers/sqlite/index.js';
import { type Broker, MemoryBroker, type Random } from '../../../core/index.js';
import type { GatewaySettings } from '../settings/settings.js';
import { filesFolderPath } from './files.js';
import { createFolder } from './folder.js';

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
