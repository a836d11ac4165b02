import { chmodSync, closeSync, constants, openSync, statSync } from 'node:fs';
import { checkPresence, lossSince, newestSeq, type OpenOptions, RunFile, sizeOf } from './data-loss.js';
import { type Database, inTransaction, loadDriver } from './driver.js';
import { diskFaultOf, OpenError, type OpenErrorReason, resultCodeOf, resultCodes } from './errors.js';

/** `PTLN`, the application id of Partyline's databases: https://www.sqlite.org/pragma.html#pragma_application_id. */
export const APPLICATION = 0x50544c4e;

/** How long to wait for another process that is closing the file, in milliseconds. */
const BUSY_MS = 1_000;

/**
 * SQL that upgrades version n - 1 to version n; the first is at index 0.
 *
 * An entry's id has its room's id in the upper half and its offset in the lower half, so a room's entries and words are
 * adjacent and in order. A message is staged first, in the table `tray`, whose slots are reused in a cycle: a commit writes few,
 * adjacent pages. Compaction later moves it into `entries` and `words`, thousands at a time and sorted. Until then its offset is
 * greater than the `last` of its room.
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
  `ALTER TABLE life ADD COLUMN unswept INTEGER NOT NULL DEFAULT 0;
   UPDATE life SET unswept = 1;
   CREATE TABLE tray (
     slot INTEGER PRIMARY KEY, seq INTEGER NOT NULL, room INTEGER NOT NULL, offset INTEGER NOT NULL, key TEXT,
     at INTEGER NOT NULL, message TEXT NOT NULL
   ) STRICT;
   CREATE TABLE pairs (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
   INSERT INTO words (words, rank) VALUES ('automerge', 0), ('usermerge', 8);`,
  // Entries up to `outdated` are indexed without word forms and emoji: see word-index.ts.
  `ALTER TABLE rooms ADD COLUMN outdated INTEGER NOT NULL DEFAULT 0;
   UPDATE rooms SET outdated = last;
   CREATE INDEX outdated_rooms ON rooms (id) WHERE outdated > 0;`,
];

/** The schema version of this release. */
export const schemaVersion = migrations.length;

/** An open log, locked for this process. */
export interface OpenLog {
  readonly database: Database;
  /** The epoch of all rooms, created with the file. */
  readonly epoch: string;
  /** Why the start could not write although the data can be read: the disk is full or failing. */
  readonly writeError: unknown;
  /** Data losses detected since the last run. */
  readonly warnings: readonly string[];
  /** Stores the state of this run. `undefined` for a log in memory. */
  readonly run: RunFile | undefined;
}

/**
 * Opens the file, creates it if it does not exist, and upgrades its schema. If messages were lost since the last run, the log gets a
 * new epoch, so that no offset is used twice.
 * @param epoch The epoch to use for a new file or after a loss.
 * @throws OpenError
 */
export function openLog(path: string, epoch: string, options: OpenOptions = {}): OpenLog {
  const Driver = loadDriver();
  const run = path === ':memory:' ? undefined : new RunFile(path);
  let database: Database | undefined;
  try {
    const lost = run && checkPresence(path, run, options);
    const walBytes = sizeOf(`${path}-wal`);
    makePrivate(path);
    database = new Driver(path);
    const opened = prepare(
      database,
      path,
      epoch,
      (now) => (run && lost === undefined ? lossSince(run, path, walBytes, newestSeq(now)) : undefined),
      options,
      run,
    );
    return lost === undefined ? opened : { ...opened, warnings: [lost, ...opened.warnings] };
  } catch (error) {
    const unusable = toOpenError(error, path);
    // Closing may empty and remove the WAL, which loses nothing.
    if (database !== undefined && unusable.reason !== 'locked') run?.beforeWalEmptied();
    database?.close();
    throw unusable;
  }
}

function prepare(
  database: Database,
  path: string,
  epoch: string,
  lossIn: (database: Database) => string | undefined,
  options: OpenOptions,
  run: RunFile | undefined,
): OpenLog {
  // Exclusive before the first read, so that a second process cannot assign offsets.
  database.exec(`PRAGMA busy_timeout = ${BUSY_MS}; PRAGMA locking_mode = EXCLUSIVE;`);
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;');
  // Overwrites deleted content in the file.
  database.exec('PRAGMA secure_delete = ON;');
  // 32 MB of cache. Maintenance checkpoints between batches; SQLite's own checkpoint, within a commit, runs only at 64 MB.
  database.exec('PRAGMA cache_size = -32000; PRAGMA wal_autocheckpoint = 16000;');
  const version = numberOf(database, 'PRAGMA user_version');
  const isOurs = version === 0 ? isEmpty(database) : numberOf(database, 'PRAGMA application_id') === APPLICATION;
  if (!isOurs) throw new OpenError('foreign', `${path} is the database of another program.`);
  if (version > schemaVersion) {
    const text = `${path} was written by a newer release: version ${version}, and ${schemaVersion} is known here.`;
    throw new OpenError('newer', text);
  }
  // Version 1 did not overwrite what it deleted or moved: its leavings go, so that erasing means the whole file. What is
  // left of words goes later, as that of erased entries does.
  if (version === 1) database.exec('VACUUM');
  const writeError = writeErrorOf(() => migrate(database, version, epoch), version);
  const loss = lossIn(database);
  if (loss !== undefined) {
    if (options.expectedEpoch !== undefined) throw new OpenError('lost', loss);
    if (writeError !== undefined) throw writeError;
    database.prepare('UPDATE life SET epoch = ?').run(epoch);
  }
  run?.set({ open: true, walMayBeGone: true, seq: newestSeq(database) });
  // Moves commits of a killed process from the WAL into the file and empties the WAL.
  const fileError = writeErrorOf(() => database.exec('PRAGMA wal_checkpoint(TRUNCATE)'), version);
  const found = String(database.prepare('SELECT epoch FROM life').get()?.epoch);
  if (options.expectedEpoch !== undefined && found !== options.expectedEpoch) {
    throw new OpenError(
      'lost',
      `${path} was replaced by another database while it was open. Start the gateway again to use it.`,
    );
  }
  return {
    database,
    epoch: found,
    writeError: writeError ?? fileError,
    warnings: loss === undefined ? [] : [loss],
    run,
  };
}

/** Returns a disk error of a write if the file can be read without that write. @throws Other errors. */
function writeErrorOf(write: () => void, version: number): unknown {
  try {
    write();
    return undefined;
  } catch (error) {
    const kind = diskFaultOf(error);
    if (version !== schemaVersion || (kind !== 'full' && kind !== 'failing')) throw error;
    return error;
  }
}

function migrate(database: Database, version: number, epoch: string): void {
  inTransaction(database, () => {
    for (const sql of migrations.slice(version)) database.exec(sql);
    if (version === 0) database.prepare('INSERT INTO life (epoch) VALUES (?)').run(epoch);
    // Always written, so that the lock is taken now and missing write permission is detected now.
    database.exec(`PRAGMA application_id = ${APPLICATION}; PRAGMA user_version = ${schemaVersion};`);
  });
}

function isEmpty(database: Database): boolean {
  return numberOf(database, 'SELECT count(*) FROM sqlite_schema') === 0;
}

/** Runs a query that returns one number. */
export function numberOf(database: Database, sql: string): number {
  const [row] = database.prepare(sql).all();
  return Number(Object.values(row ?? {})[0]);
}

/** Returns advice for a damaged file. */
export function damageCure(path: string): string {
  return `Restore a backup, or save what can be read with: sqlite3 ${path} .recover`;
}

const reasons: ReadonlyMap<number | undefined, readonly [reason: OpenErrorReason, text: string]> = new Map([
  [resultCodes.busy, ['locked', 'is open in another process.']],
  [resultCodes.corrupt, ['corrupt', 'is damaged.']],
  [resultCodes.notADatabase, ['corrupt', 'is not a database, or is damaged.']],
  [resultCodes.full, ['full', 'cannot be created or upgraded: its disk is full. Free space and start again.']],
]);

/** Converts an error of opening a file. */
export function toOpenError(error: unknown, path: string): OpenError {
  if (error instanceof OpenError) return error;
  const [reason, text] = reasons.get(resultCodeOf(error)) ?? ['unusable', `cannot be used: ${String(error)}`];
  const cure = reason === 'corrupt' ? ` ${damageCure(path)}` : '';
  return new OpenError(reason, `${path} ${text}${cure}`, error);
}

const OWNER_ONLY = 0o600;
const OTHERS = 0o077;

/**
 * Makes a database readable by its owner only, regardless of umask and folder: creates a new file with that mode, which SQLite
 * copies to the WAL, and removes the permissions of others from an existing one if this user is allowed to.
 */
export function makePrivate(path: string): void {
  if (path === ':memory:' || process.platform === 'win32') return;
  try {
    closeSync(openSync(path, constants.O_RDONLY | constants.O_CREAT | constants.O_NOFOLLOW, OWNER_ONLY));
  } catch {
    // SQLite reports what is wrong with the path.
  }
  for (const name of [path, `${path}-wal`, `${path}-shm`, `${path}-run`]) tighten(name);
}

function tighten(path: string): void {
  try {
    const { mode } = statSync(path);
    if ((mode & OTHERS) !== 0) chmodSync(path, mode & 0o700);
  } catch {
    // It does not exist, or belongs to another user, which the doctor reports.
  }
}
