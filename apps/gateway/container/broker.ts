import { join } from 'node:path';
import { sqlite } from '../../../adapters/brokers/sqlite/index.js';
import { type Broker, MemoryBroker, type Random } from '../../../core/index.js';
import type { GatewaySettings } from '../settings/settings.js';
import { makeFolder } from './folder.js';

/** What the file of the log is called, in the folder `data`. */
export const LOG_FILE = 'partyline.db';

/**
 * The rooms' log: on disk where the settings name a folder, which is made when it is not there, else in memory.
 * @throws ChatError `CHAT_STORE_FAILED` when the folder cannot be made.
 */
export function brokerFor({ data }: GatewaySettings, random: Random): Broker {
  if (data === '') return new MemoryBroker(random);
  makeFolder(data, '--data');
  return sqlite({ path: join(data, LOG_FILE) });
}
