import { statfsSync } from 'node:fs';
import { dirname } from 'node:path';
import type { BrokerProblem } from '../../../core/index.js';
import { type Database, inTransaction } from './driver.js';
import { type DiskFault, diskFaultOf } from './faults.js';
import type { FileWatch } from './file-watch.js';
import { damageCure } from './schema.js';

/** How often it is tried whether writing works again, in milliseconds. */
const PROBE_MS = 1_000;

/** A disk with less space than this stays full, so that a single small write does not pass for the end of it. */
const MIN_FREE_BYTES = 1_048_576;

/** What is known of the disk under an open log. */
export interface Health {
  /** Whether requests can be done the usual way. */
  readonly isHealthy: boolean;
  /** Whether the files are where they were opened. Looks at them. */
  isInPlace(): boolean;
  /** A request or an upkeep step failed. What says nothing of the disk changes nothing. */
  failed(error: unknown): void;
  /** Ends the probes. */
  stop(): void;
}

/** What a health needs. */
export interface HealthOptions {
  readonly path: string;
  readonly database: Database;
  readonly files: FileWatch;
  /** Called when a problem begins, changes or (`undefined`) ends. */
  readonly changed: (problem: BrokerProblem | undefined) => void;
}

/**
 * Keeps what is wrong with the disk under a log. While writing fails it is probed every second with a write of one page; what is
 * damaged stays so until the file is opened again.
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

/** Where the system does not say, the write itself decides. */
function hasSpace(path: string, matters: boolean): boolean {
  if (!matters) return true;
  try {
    const { bavail, bsize } = statfsSync(dirname(path));
    return bavail * bsize >= MIN_FREE_BYTES;
  } catch {
    return true;
  }
}

/** A problem of the disk under a file, for operators. */
export function problemOf(kind: DiskFault, path: string, error: unknown): BrokerProblem {
  if (kind === 'full') {
    return {
      reason: 'disk-full',
      writable: false,
      text: `The disk of ${path} is full: messages are refused, what is kept can be read. Make space; writing then goes on by itself.`,
    };
  }
  if (kind === 'failing') {
    return {
      reason: 'disk-failing',
      writable: false,
      text: `${path} cannot be written (${String(error)}): messages are refused, what can be read is read. Check the disk, its mount and quotas, and the limit on file sizes; writing goes on by itself when it works.`,
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
    text: `${missing} was removed or replaced while it is open: messages are refused, for they would be lost. Put the file back where it was, and writing goes on by itself; or stop the gateway, restore a backup and start it again.`,
  };
}
