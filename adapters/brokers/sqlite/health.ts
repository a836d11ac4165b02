import { statfsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import type { BrokerProblem } from '../../../core/index.js';
import { type Database, inTransaction } from './file/driver.js';
import { type DiskFault, diskFaultOf } from './file/errors.js';
import { damageCure } from './file/schema.js';

/** Interval of write probes while there is a problem, in milliseconds. */
const PROBE_MS = 1_000;

/** Free bytes below which a disk still counts as full, even if a small write succeeds. */
const MIN_FREE_BYTES = 1_048_576;

/** State of the disk under an open log. */
export interface Health {
  /** Whether writing works. */
  readonly isHealthy: boolean;
  /** Checks whether the open files are still at their paths. */
  isInPlace(): boolean;
  /** Records an error of a request or of maintenance. Errors that are not about the disk are ignored. */
  failed(error: unknown): void;
  /** Stops the probes. */
  stop(): void;
}

/** Options of {@link createHealth}. */
export interface HealthOptions {
  readonly path: string;
  readonly database: Database;
  readonly files: FileWatch;
  /** Called when a problem begins, changes or (`undefined`) ends. */
  readonly changed: (problem: BrokerProblem | undefined) => void;
}

/**
 * Creates the monitor of the disk under a log. While writing fails, it probes every second with a write of one page. Damage remains
 * until the file is reopened.
 */
export function createHealth({ path, database, files, changed }: HealthOptions): Health {
  const writeFaults = new Map<DiskFault | 'removed', BrokerProblem>();
  let damage: BrokerProblem | undefined;
  let timer: NodeJS.Timeout | undefined;

  const first = (): BrokerProblem | undefined =>
    writeFaults.get('removed') ?? writeFaults.get('full') ?? writeFaults.get('failing') ?? damage;

  function begin(kind: DiskFault | 'removed', problem: BrokerProblem): void {
    const isKnown = kind === 'damaged' ? damage !== undefined : writeFaults.has(kind);
    if (isKnown) return;
    if (kind === 'damaged') damage = problem;
    else writeFaults.set(kind, problem);
    changed(first());
    if (kind !== 'damaged') timer ??= setTimeout(probe, PROBE_MS);
  }

  function isInPlace(): boolean {
    const missing = files.missing();
    if (missing !== undefined) begin('removed', removedProblem(missing));
    return missing === undefined;
  }

  function probe(): void {
    timer = undefined;
    if (files.missing() === undefined && hasSpace(path, writeFaults.has('full')) && canWrite(database)) {
      writeFaults.clear();
      changed(first());
    } else {
      timer = setTimeout(probe, PROBE_MS);
    }
  }

  return {
    get isHealthy() {
      return writeFaults.size === 0;
    },
    isInPlace,
    failed(error) {
      const kind = diskFaultOf(error);
      if (kind !== undefined) begin(kind, problemOf(kind, path, error));
    },
    stop: () => clearTimeout(timer),
  };
}

function canWrite(database: Database): boolean {
  try {
    inTransaction(database, () => {
      const [row] = database.prepare('PRAGMA user_version').all();
      database.exec(`PRAGMA user_version = ${Number(Object.values(row ?? {})[0])}`);
    });
    return true;
  } catch {
    return false;
  }
}

/** Returns true if the free space is unknown: the write then decides. */
function hasSpace(path: string, matters: boolean): boolean {
  if (!matters) return true;
  try {
    const { bavail, bsize } = statfsSync(dirname(path));
    return bavail * bsize >= MIN_FREE_BYTES;
  } catch {
    return true;
  }
}

/** Describes a disk problem for operators. */
export function problemOf(kind: DiskFault, path: string, error: unknown): BrokerProblem {
  if (kind === 'full') {
    return {
      reason: 'disk-full',
      writable: false,
      text: `The disk of ${path} is full: messages are refused, stored messages can be read. Free space; writing then resumes automatically.`,
    };
  }
  if (kind === 'failing') {
    return {
      reason: 'disk-failing',
      writable: false,
      text: `${path} cannot be written (${String(error)}): messages are refused. Check the disk, its mount, quotas and the file size limit; writing resumes automatically.`,
    };
  }
  return {
    reason: 'data-damaged',
    writable: true,
    text: `Part of ${path} is damaged (${String(error)}): requests that need it fail. Stop the gateway. ${damageCure(path)}`,
  };
}

function removedProblem(missing: string): BrokerProblem {
  return {
    reason: 'data-removed',
    writable: false,
    text: `${missing} was removed or replaced while open: messages are refused because they would be lost. Put the file back, and writing resumes automatically; or stop the gateway, restore a backup and start it again.`,
  };
}

/** Detects that open files are no longer at their paths. */
export interface FileWatch {
  /** Returns the first path whose opened file is missing or replaced; `undefined` if all are in place. */
  missing(): string | undefined;
}

const noFiles: FileWatch = { missing: () => undefined };

/**
 * Stores device and inode of a database and its WAL, which must be open. Each check is a `stat` of both, a few microseconds; no file
 * is held open. A log in memory has no files.
 */
export function watchFiles(path: string): FileWatch {
  if (path === ':memory:') return noFiles;
  const known = [path, `${path}-wal`].map((name) => ({ name, identity: identityOf(name) }));
  return {
    missing: () => known.find(({ name, identity }) => identity !== undefined && identityOf(name) !== identity)?.name,
  };
}

function identityOf(path: string): string | undefined {
  // Any error, such as missing permission, counts as a missing file.
  try {
    const { dev, ino } = statSync(path, { bigint: true });
    return `${dev}/${ino}`;
  } catch {
    return undefined;
  }
}
