import { existsSync, renameSync, statSync } from 'node:fs';
import type { Database } from './driver.js';
import type { RunFile } from './run-file.js';
import { OpenError } from './unusable.js';

/** What a start expects of the files. */
export interface OpenOptions {
  /** Begins anew where the database is lost, and says so. Default false: then it is refused. */
  readonly acceptDataLoss?: boolean;
  /** Why there should be a database: `/data/files has files`. Default: nothing says so. */
  readonly evidence?: string | undefined;
  /** The epoch that this process has known until now: another one, or an empty database, would be another log. */
  readonly expectedEpoch?: string | undefined;
}

/** A file's size in bytes; `undefined`: it is not there. */
export function sizeOf(path: string): number | undefined {
  return statSync(path, { throwIfNoEntry: false })?.size;
}

/**
 * Refuses a database that is missing or empty although there was one. Where the loss is accepted, the WAL of the lost one is put
 * aside: it fits no other.
 * @returns What to warn of; `undefined`: nothing.
 * @throws Unusable `lost`
 */
export function checkPresence(path: string, run: RunFile, options: OpenOptions): string | undefined {
  const size = sizeOf(path);
  if (size !== undefined && size > 0) return undefined;
  const wal = `${path}-wal`;
  const evidence = evidenceOf(path, run, options);
  if (evidence === undefined) return undefined;
  const text = `${path} is ${size === undefined ? 'missing' : 'empty'} although ${evidence}: the database was lost.`;
  if (options.acceptDataLoss !== true || options.expectedEpoch !== undefined) {
    const cure = 'Put it back or restore a backup. To begin anew without it, start once with --accept-data-loss.';
    throw new OpenError('lost', `${text} ${cure}`);
  }
  if (existsSync(wal)) renameSync(wal, `${wal}.lost`);
  return `${text} A new one is begun, as --accept-data-loss says.`;
}

function evidenceOf(path: string, run: RunFile, { evidence, expectedEpoch }: OpenOptions): string | undefined {
  if (expectedEpoch !== undefined) return 'it was open a moment ago';
  if ((sizeOf(`${path}-wal`) ?? 0) > 0) return `${path}-wal is there`;
  const { seq = -1, walMayBeGone = true } = run.state ?? {};
  if (seq >= 0 || !walMayBeGone) return `${run.path} says that it had messages`;
  return evidence;
}

/**
 * What a database has lost since its last run; `undefined`: nothing that could be noticed.
 * @param walBytes The size of the WAL before the database was opened; `undefined`: there was none.
 */
export function lossSince(
  { state }: RunFile,
  path: string,
  walBytes: number | undefined,
  seq: number,
): string | undefined {
  if (state === undefined) return undefined;
  const told = 'Clients are told that messages are missing.';
  if (state.open && !state.walMayBeGone && (walBytes ?? 0) === 0) {
    return `${path}-wal was removed or emptied since the database was last open, and the newest messages with it. ${told} If there is a copy of both files, stop the gateway and put them back together.`;
  }
  if (seq < state.seq) {
    return `${path} is older than when it was last open, as a restored backup is: messages since then are not in it. ${told}`;
  }
  return undefined;
}

/** The number of the newest message of all rooms; -1: none. */
export function newestSeq(database: Database): number {
  const seq = database.prepare('SELECT max(seq) AS seq FROM tray').get()?.seq;
  return typeof seq === 'number' ? seq : -1;
}
