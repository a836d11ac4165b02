import { ChatError } from '../../../core/index.js';
import { systemRandom } from '../../system/index.js';
import { type Database, inTransaction, loadDriver, resultCodeOf, resultCodes } from './driver.js';

/** `PTLN`, by which a file is known to be ours: https://www.sqlite.org/pragma.html#pragma_application_id. */
const APPLICATION = 0x50544c4e;

/** How long to wait for another process that is about to close the file: milliseconds. */
const BUSY_MS = 1_000;

/**
 * What makes version n of version n - 1, the first at index 0. An entry's id is its room's in the upper half and its
 * offset in the lower, so a room's entries and its words lie together, in order.
 */
const migrations: readonly string[] = [
  `CREATE TABLE life (epoch TEXT NOT NULL) STRICT;
   CREATE TABLE rooms (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, last INTEGER NOT NULL) STRICT;
   CREATE TABLE entries (
     id INTEGER PRIMARY KEY, room INTEGER NOT NULL, key TEXT, at INTEGER NOT NULL, message TEXT NOT NULL
   ) STRICT;
   CREATE UNIQUE INDEX entries_by_key ON entries (room, key) WHERE key IS NOT NULL;
   CREATE VIRTUAL TABLE words USING fts5 (
     body, content = '', contentless_delete = 1, tokenize = "unicode61 remove_diacritics 2"
   );
   INSERT INTO words (words, rank) VALUES ('automerge', 8);`,
];

/** The version that this release writes. */
export const schemaVersion = migrations.length;

/** A log that is open, for this process alone. */
export interface OpenLog {
  readonly database: Database;
  /** The epoch of all its rooms: made with the file. */
  readonly epoch: string;
}

/**
 * Opens the file, makes it when there is none, and brings its schema up to date.
 * @throws ChatError `CHAT_STORE_FAILED`, with the `reason` in its details.
 */
export function openLog(path: string): OpenLog {
  const Driver = loadDriver();
  let database: Database | undefined;
  try {
    database = new Driver(path);
    return prepare(database, path);
  } catch (error) {
    database?.close();
    throw asStoreFault(error, path);
  }
}

function prepare(database: Database, path: string): OpenLog {
  // Exclusive before the first read: a second process must not even begin to number.
  database.exec(`PRAGMA busy_timeout = ${BUSY_MS}; PRAGMA locking_mode = EXCLUSIVE;`);
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;');
  // 32 MB of cache, and a checkpoint every 16 MB: with the defaults, 2 and 4, the slowest commits take twice as long.
  database.exec('PRAGMA cache_size = -32000; PRAGMA wal_autocheckpoint = 4000;');
  const version = numberOf(database, 'PRAGMA user_version');
  const isOurs = version === 0 ? isEmpty(database) : numberOf(database, 'PRAGMA application_id') === APPLICATION;
  if (!isOurs) throw fault('foreign', `${path} is the database of another program.`);
  if (version > schemaVersion) {
    const text = `${path} was written by a newer release: version ${version}, and ${schemaVersion} is known here.`;
    throw fault('newer', text);
  }
  inTransaction(database, () => {
    for (const sql of migrations.slice(version)) database.exec(sql);
    if (version === 0) database.prepare('INSERT INTO life (epoch) VALUES (?)').run(systemRandom.id());
    // Written even where nothing changes: whoever may not write learns it now, and the lock is taken now.
    database.exec(`PRAGMA application_id = ${APPLICATION}; PRAGMA user_version = ${schemaVersion};`);
  });
  return { database, epoch: String(database.prepare('SELECT epoch FROM life').get()?.epoch) };
}

function isEmpty(database: Database): boolean {
  return numberOf(database, 'SELECT count(*) FROM sqlite_schema') === 0;
}

function numberOf(database: Database, sql: string): number {
  const [row] = database.prepare(sql).all();
  return Number(Object.values(row ?? {})[0]);
}

const reasons: ReadonlyMap<number | undefined, readonly [reason: string, text: string]> = new Map([
  [resultCodes.busy, ['locked', 'is open in another process.']],
  [resultCodes.corrupt, ['corrupt', 'is damaged.']],
  [resultCodes.notADatabase, ['corrupt', 'is no database, or is damaged.']],
]);

function asStoreFault(error: unknown, path: string): ChatError {
  if (error instanceof ChatError) return error;
  const [reason, text] = reasons.get(resultCodeOf(error)) ?? ['unusable', `cannot be used: ${String(error)}`];
  return fault(reason, `${path} ${text}`, error);
}

function fault(reason: string, text: string, cause?: unknown): ChatError {
  return new ChatError('CHAT_STORE_FAILED', text, { details: { reason }, cause });
}
