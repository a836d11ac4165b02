import { existsSync, statSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { type Database, loadDriver, resultCodeOf, resultCodes } from './driver.js';
import { APPLICATION, damageCure, numberOf, schemaVersion, toOpenError } from './schema.js';
import { OpenError, type OpenErrorReason } from './unusable.js';

/** What can be seen of a log from outside. */
export interface LogInspection {
  /** `absent`: there is no file yet. `locked`: a process has it, most likely a hub that runs. */
  readonly state: 'absent' | 'open' | 'sound' | OpenErrorReason;
  /** The file's size. Absent with the file. */
  readonly bytes?: number;
  /** When the newest message was said, milliseconds since the Unix epoch; absent where that is not known. */
  readonly newestAt?: number;
  /** What is wrong, for a person. */
  readonly text?: string;
}

const NEWEST = `SELECT max(at) FROM (
  SELECT at FROM tray UNION ALL SELECT entries.at FROM rooms JOIN entries ON entries.id = (rooms.id << 32) | rooms.last
)`;

/**
 * Looks at a log without changing it, nor what a process does that has it. Synchronous. Beside a log whose process was killed
 * SQLite may leave a file that ends in `-shm`: an index, which is made anew when it is needed.
 * @param path The file.
 * @returns One look; where the file can be read two: `open`, and when all of it has been read `sound` or `corrupt`.
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

/** Where nobody has left a WAL nobody has the file: it is read without a lock, so that whoever comes for it has it at once. */
function openReadOnly(Driver: ReturnType<typeof loadDriver>, path: string): Database {
  const { href } = pathToFileURL(path);
  const isAtRest = !existsSync(`${path}-wal`);
  const options = { readonly: true, readOnly: true } as const;
  try {
    return new Driver(`${href}?${isAtRest ? 'immutable=1' : 'mode=ro'}`, options);
  } catch (error) {
    // A driver that knows no addresses.
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
