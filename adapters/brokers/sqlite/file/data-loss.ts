import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, statSync, writeSync } from 'node:fs';
import type { Database } from './driver.js';
import { OpenError } from './errors.js';

/** Expectations of a start about existing data. */
export interface OpenOptions {
  /** Whether to start with a new database, and a warning, if the old one is lost. Default false: the start is refused. */
  readonly acceptDataLoss?: boolean;
  /** Evidence that a database should exist, such as `/data/files has files`. Default: none. */
  readonly evidence?: string | undefined;
  /** The epoch that this process has used so far: a different epoch, or an empty database, is a different log. */
  readonly expectedEpoch?: string | undefined;
}

/** Returns a file's size in bytes; `undefined` if the file does not exist. */
export function sizeOf(path: string): number | undefined {
  return statSync(path, { throwIfNoEntry: false })?.size;
}

/**
 * Refuses to start if the database is missing or empty although it existed before. If the loss is accepted, renames the WAL of the
 * lost database: it cannot be used with another one.
 * @returns A warning; `undefined` if nothing was lost.
 * @throws OpenError `lost`
 */
export function checkPresence(path: string, run: RunFile, options: OpenOptions): string | undefined {
  const size = sizeOf(path);
  if (size !== undefined && size > 0) return undefined;
  const wal = `${path}-wal`;
  const evidence = evidenceOf(path, run, options);
  if (evidence === undefined) return undefined;
  const text = `${path} is ${size === undefined ? 'missing' : 'empty'} although ${evidence}: the database was lost.`;
  if (options.acceptDataLoss !== true || options.expectedEpoch !== undefined) {
    const cure = 'Put it back or restore a backup. To start with a new database, start once with --accept-data-loss.';
    throw new OpenError('lost', `${text} ${cure}`);
  }
  if (existsSync(wal)) renameSync(wal, `${wal}.lost`);
  return `${text} A new one is created because of --accept-data-loss.`;
}

function evidenceOf(path: string, run: RunFile, { evidence, expectedEpoch }: OpenOptions): string | undefined {
  if (expectedEpoch !== undefined) return 'it was open until now';
  if ((sizeOf(`${path}-wal`) ?? 0) > 0) return `${path}-wal exists`;
  const { seq = -1, walMayBeGone = true } = run.state ?? {};
  if (seq >= 0 || !walMayBeGone) return `${run.path} records messages`;
  return evidence;
}

/**
 * Describes what the database has lost since its last run; `undefined` if no loss is detected.
 * @param walBytes The size of the WAL before the database was opened; `undefined` if it did not exist.
 */
export function lossSince(
  { state }: RunFile,
  path: string,
  walBytes: number | undefined,
  seq: number,
): string | undefined {
  if (state === undefined) return undefined;
  const consequence = 'Clients are informed that messages are missing.';
  if (state.open && !state.walMayBeGone && (walBytes ?? 0) === 0) {
    return `${path}-wal was removed or emptied since the database was last open, and the newest messages with it. ${consequence} If you have a copy of both files, stop the gateway and restore both.`;
  }
  if (seq < state.seq) {
    return `${path} is older than at its last shutdown, as a restored backup is: later messages are missing. ${consequence}`;
  }
  return undefined;
}

/** Returns the sequence number of the newest message of all rooms; -1 if there is none. */
export function newestSeq(database: Database): number {
  const seq = database.prepare('SELECT max(seq) AS seq FROM tray').get()?.seq;
  return typeof seq === 'number' ? seq : -1;
}

/** State stored beside a database so that a start detects data lost while it was closed. */
export interface RunState {
  /** Whether a process has the database open or ended without closing it. */
  readonly open: boolean;
  /** Whether the WAL may be empty or missing although the database was not closed, because all data is in the database. */
  readonly walMayBeGone: boolean;
  /** Sequence number of the newest message at the last open or close; -1 if there was none. */
  readonly seq: number;
}

/** Fixed length in bytes: the file is overwritten in place, which works on a full disk. */
const BYTES = 128;

const OWNER_ONLY = 0o600;

/** The file beside a database, ending in `-run`, that stores its {@link RunState}. */
export class RunFile {
  readonly path: string;
  #state: RunState | undefined;

  constructor(database: string) {
    this.path = `${database}-run`;
    this.#state = readState(this.path);
  }

  /** The state of the last run; `undefined` if there is no valid file. */
  get state(): RunState | undefined {
    return this.#state;
  }

  /** Stores a state; synced to disk before the WAL is emptied or the run ends. Ignores write errors, such as a full disk. */
  set(state: RunState): void {
    this.#state = state;
    try {
      const file = openSync(this.path, 'r+', OWNER_ONLY);
      writeState(file, state);
    } catch {
      this.#make(state);
    }
  }

  /** Records that the WAL has commits. Writes only on a change. */
  walWritten(): void {
    if (this.#state?.walMayBeGone === true) this.set({ ...this.#state, walMayBeGone: false });
  }

  /** Records that the WAL may be empty from now on. */
  beforeWalEmptied(): void {
    if (this.#state?.walMayBeGone === false) this.set({ ...this.#state, walMayBeGone: true });
  }

  #make(state: RunState): void {
    try {
      writeState(openSync(this.path, 'w', OWNER_ONLY), state);
    } catch {
      // The next start cannot detect losses; this run goes on.
    }
  }
}

function writeState(file: number, state: RunState): void {
  try {
    writeSync(file, `${JSON.stringify(state).padEnd(BYTES - 1)}\n`, 0);
    // Otherwise the emptied WAL could reach the disk before this record of it.
    if (state.walMayBeGone || !state.open) fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

function readState(path: string): RunState | undefined {
  try {
    const { open, walMayBeGone, seq } = JSON.parse(readFileSync(path, 'utf8')) as Partial<RunState>;
    if (typeof open !== 'boolean' || typeof walMayBeGone !== 'boolean' || !Number.isSafeInteger(seq)) return undefined;
    return { open, walMayBeGone, seq: Number(seq) };
  } catch {
    return undefined;
  }
}
