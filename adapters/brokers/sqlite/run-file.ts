import { closeSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs';

/** What is remembered beside a database, so that a start notices what went missing while it was closed. */
export interface RunState {
  /** Whether a process has it open, or was ended before it closed it. */
  readonly open: boolean;
  /** Whether the WAL may be empty or missing although the database was not closed: everything is in the database then. */
  readonly walMayBeGone: boolean;
  /** The number of the newest message when it was opened or closed, counted over all rooms; -1: none. */
  readonly seq: number;
}

/** Long enough for every state: it is written over in place, which needs no space on a full disk. */
const BYTES = 128;

const OWNER_ONLY = 0o600;

/** The file beside a database that remembers its last run: it ends in `-run`. */
export class RunFile {
  readonly path: string;
  #state: RunState | undefined;

  constructor(database: string) {
    this.path = `${database}-run`;
    this.#state = readState(this.path);
  }

  /** What the last run left; `undefined`: there was none, or none that kept such a file. */
  get state(): RunState | undefined {
    return this.#state;
  }

  /** Remembers something from now on. Durable where the WAL is about to be emptied or the run to end; a full disk is no error. */
  set(state: RunState): void {
    this.#state = state;
    try {
      const file = openSync(this.path, 'r+', OWNER_ONLY);
      writeState(file, state);
    } catch {
      this.#make(state);
    }
  }

  /** Something was committed to the WAL. Writes only when that is news. */
  walWritten(): void {
    if (this.#state?.walMayBeGone === true) this.set({ ...this.#state, walMayBeGone: false });
  }

  /** The WAL is about to be emptied. */
  beforeWalEmptied(): void {
    if (this.#state?.walMayBeGone === false) this.set({ ...this.#state, walMayBeGone: true });
  }

  #make(state: RunState): void {
    try {
      writeState(openSync(this.path, 'w', OWNER_ONLY), state);
    } catch {
      // Then the next start cannot notice what went missing; that must not keep this one from serving.
    }
  }
}

function writeState(file: number, state: RunState): void {
  try {
    writeSync(file, `${JSON.stringify(state).padEnd(BYTES - 1)}\n`, 0);
    // Without it, a WAL that was emptied could be on the disk before the word that it may be.
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
