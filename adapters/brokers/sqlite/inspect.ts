import { existsSync, statSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { type Database, loadDriver } from './file/driver.js';
import { OpenError, type OpenErrorReason, resultCodeOf, resultCodes } from './file/errors.js';
import { APPLICATION, damageCure, numberOf, schemaVersion, toOpenError } from './file/schema.js';

/** State of a log, inspected without opening it for writing. */
export interface LogInspection {
  /** `absent`: the file does not exist. `locked`: another process has it open, most likely a running hub. */
  readonly state: 'absent' | 'open' | 'sound' | OpenErrorReason;
  /** The file's size in bytes; absent if there is no file. */
  readonly bytes?: number;
  /** Time of the newest message in milliseconds since the Unix epoch; absent if unknown. */
  readonly newestAt?: number;
  /** Problem description for operators. */
  readonly text?: string;
}

const NEWEST = `SELECT max(at) FROM (
  SELECT at FROM tray UNION ALL SELECT entries.at FROM rooms JOIN entries ON entries.id = (rooms.id << 32) | rooms.last
)`;

/**
 * Inspects a log without changing it or disturbing a process that has it open. Synchronous. If the log's process was killed, SQLite
 * may leave a file ending in `-shm`, an index that it recreates when needed.
 * @param path The file.
 * @returns One result; two if the file can be read: `open`, then `sound` or `corrupt` after all of it was read.
 */
export function* inspectLog(path: string): Generator<LogInspection, void, void> {
  let database: Database | undefined;
  try {
    const Driver = loadDriver();
    if (!existsSync(path)) {
      yield { state: 'absent' };
      return;
    }
    const { size: bytes } = statSync(path);
    database = openReadOnly(Driver, path);
    const seen = { bytes, ...newestMessage(database, path) };
    yield { state: 'open', ...seen };
    const [row] = database.prepare('PRAGMA quick_check(1)').all();
    const found = String(Object.values(row ?? {})[0]);
    yield found === 'ok'
      ? { state: 'sound', ...seen }
      : { state: 'corrupt', text: `${path} is damaged: ${found}. ${damageCure(path)}`, bytes };
  } catch (error) {
    const { reason, message } = toOpenError(error, path);
    yield { state: reason, text: message };
  } finally {
    database?.close();
  }
}

/** Opens the file read-only. Without a WAL no process has it open: it is read without a lock, so that a hub can start meanwhile. */
function openReadOnly(Driver: ReturnType<typeof loadDriver>, path: string): Database {
  const { href } = pathToFileURL(path);
  const isAtRest = !existsSync(`${path}-wal`);
  const options = { readonly: true, readOnly: true } as const;
  try {
    return new Driver(`${href}?${isAtRest ? 'immutable=1' : 'mode=ro'}`, options);
  } catch (error) {
    // A driver without support for URIs.
    if (resultCodeOf(error) === resultCodes.cannotOpen) return new Driver(path, options);
    throw error;
  }
}

function newestMessage(database: Database, path: string): { readonly newestAt?: number } {
  const version = numberOf(database, 'PRAGMA user_version');
  if (numberOf(database, 'PRAGMA application_id') !== APPLICATION) {
    throw new OpenError('foreign', `${path} is the database of another program.`);
  }
  if (version > schemaVersion) throw new OpenError('newer', `${path} was written by a newer release.`);
  if (version < schemaVersion) return {};
  const newestAt = numberOf(database, NEWEST);
  return newestAt > 0 ? { newestAt } : {};
}
