import { checkPresence, lossSince, newestSeq, type OpenOptions, sizeOf } from './data-loss.js';
import { type Database, inTransaction, loadDriver, resultCodeOf, resultCodes } from './driver.js';
import { diskFaultOf } from './faults.js';
import { makePrivate } from './private-file.js';
import { RunFile } from './run-file.js';
import { OpenError, type OpenErrorReason } from './unusable.js';

/** `PTLN`, by which a file is known to be ours: https://www.sqlite.org/pragma.html#pragma_application_id. */
export const APPLICATION = 0x50544c4e;

/** How long to wait for another process that is about to close the file: milliseconds. */
const BUSY_MS = 1_000;

/**
 * What makes version n of version n - 1, the first at index 0.
 *
 * An entry's id is its room's in the upper half and its offset in the lower, so a room's entries and its words lie
 * together, in order. A message is laid in the tray first, whose slots are used in turn: a commit writes few pages, one
 * after the other. Later it is put in its place among `entries` and `words`, thousands together and sorted. Until then its
 * offset is beyond the `last` of its room.
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
  // The words of entries up to `outdated` were indexed without their forms and without emoji: see reindexing.ts.
  `ALTER TABLE rooms ADD COLUMN outdated INTEGER NOT NULL DEFAULT 0;
   UPDATE rooms SET outdated = last;
   CREATE INDEX outdated_rooms ON rooms (id) WHERE outdated > 0;`,
];

/** The version that this release writes. */
export const schemaVersion = migrations.length;

/** A log that is open, for this process alone. */
export interface OpenLog {
  readonly database: Database;
  /** The epoch of all its rooms: made with the file. */
  readonly epoch: string;
  /** Why nothing could be written at the start, although what is there can be read: a full disk, or one that fails. */
  readonly writeError: unknown;
  /** What went missing since the last run, or was begun anew. */
  readonly warnings: readonly string[];
  /** Remembers this run. Absent for a log in memory. */
  readonly run: RunFile | undefined;
}

/**
 * Opens the file, makes it when there is none, and brings its schema up to date. Where messages went missing since the last run it
 * gets a new epoch, so that no offset is used twice.
 * @param epoch The epoch of its rooms, should it be made or be given a new one.
 * @throws Unusable
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
    // Closing it may empty the WAL and remove it, which is no loss.
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
  // Exclusive before the first read: a second process must not even begin to number.
  database.exec(`PRAGMA busy_timeout = ${BUSY_MS}; PRAGMA locking_mode = EXCLUSIVE;`);
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;');
  // What is deleted is overwritten, so that it is not in the file any more.
  database.exec('PRAGMA secure_delete = ON;');
  // 32 MB of cache. Checkpoints are made between batches; the one that SQLite makes by itself, within a commit, is for when
  // 64 MB have come together otherwise.
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
  // What a process that was killed has left in the WAL goes into the file, and the WAL is emptied.
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

/** @returns What writing threw, where reading is possible without it: there is nothing to change. */
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
    // Written even where nothing changes: whoever may not write learns it now, and the lock is taken now.
    database.exec(`PRAGMA application_id = ${APPLICATION}; PRAGMA user_version = ${schemaVersion};`);
  });
}

function isEmpty(database: Database): boolean {
  return numberOf(database, 'SELECT count(*) FROM sqlite_schema') === 0;
}

/** The only number that a query gives. */
export function numberOf(database: Database, sql: string): number {
  const [row] = database.prepare(sql).all();
  return Number(Object.values(row ?? {})[0]);
}

/** What to do about a damaged file. */
export function damageCure(path: string): string {
  return `Restore a backup, or save what can be read with: sqlite3 ${path} .recover`;
}

const reasons: ReadonlyMap<number | undefined, readonly [reason: OpenErrorReason, text: string]> = new Map([
  [resultCodes.busy, ['locked', 'is open in another process.']],
  [resultCodes.corrupt, ['corrupt', 'is damaged.']],
  [resultCodes.notADatabase, ['corrupt', 'is no database, or is damaged.']],
  [resultCodes.full, ['full', 'cannot be made or upgraded: its disk is full. Make space and start again.']],
]);

/** Whatever opening a file threw, as why it cannot be used. */
export function toOpenError(error: unknown, path: string): OpenError {
  if (error instanceof OpenError) return error;
  const [reason, text] = reasons.get(resultCodeOf(error)) ?? ['unusable', `cannot be used: ${String(error)}`];
  const cure = reason === 'corrupt' ? ` ${damageCure(path)}` : '';
  return new OpenError(reason, `${path} ${text}${cure}`, error);
}
