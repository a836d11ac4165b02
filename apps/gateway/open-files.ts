import { readFileSync } from 'node:fs';

/** Descriptors that are not for connections: the log's database, files under way, what Node itself has open. */
export const RESERVED_FILES = 64;
/** With fewer than this the gateway does not start. */
export const MIN_OPEN_FILES = 128;

let known: number | undefined;

/**
 * How many files and sockets this process may have open at once; `Infinity`: without bound, or the system does not say. Node raises
 * its soft limit to the hard one at its start, so this does not change. Read once.
 */
export function openFilesLimit(): number {
  known ??= readLimit();
  return known;
}

/** The limit in the text of `/proc/self/limits`; `undefined`: it is not there. */
export function parseOpenFilesLimit(limits: string): number | undefined {
  const [, soft] = /^Max open files +(\d+|unlimited)/m.exec(limits) ?? [];
  if (soft === undefined) return undefined;
  return soft === 'unlimited' ? Number.POSITIVE_INFINITY : Number(soft);
}

function readLimit(): number {
  try {
    // Linux: a few microseconds.
    return parseOpenFilesLimit(readFileSync('/proc/self/limits', 'utf8')) ?? Number.POSITIVE_INFINITY;
  } catch {
    return reportedLimit();
  }
}

/** Other POSIX systems: Node's report knows it. Its network part would ask for names, which may take seconds. */
function reportedLimit(): number {
  if (process.platform === 'win32' || process.report === undefined) return Number.POSITIVE_INFINITY;
  Object.assign(process.report, { excludeNetwork: true });
  const report = process.report.getReport() as { userLimits?: { open_files?: { soft?: number | string } } };
  const soft = Number(report.userLimits?.open_files?.soft);
  return Number.isFinite(soft) ? soft : Number.POSITIVE_INFINITY;
}

/** How many HTTP connections and how many sessions a process may have. */
export interface ConnectionBudget {
  /** HTTP connections at once, WebSockets not counted. */
  readonly http: number;
  /** HTTP connections at once from one address. */
  readonly httpPerAddress: number;
  /** Sessions that the descriptors allow. */
  readonly sessions: number;
}

const MAX_HTTP = 10_000;
const MAX_HTTP_PER_ADDRESS = 1_000;

/**
 * Shares the descriptors out: a quarter of those for connections to HTTP, at most 10000, the rest to sessions.
 * @param httpConnections As set; 0: by the limit. @param httpConnectionsPerAddress As set; 0: half of all, at most 1000.
 */
export function allocateConnections(
  limit: number,
  { httpConnections = 0, httpConnectionsPerAddress = 0 } = {},
): ConnectionBudget {
  const all = Math.max(16, limit - RESERVED_FILES);
  const http = httpConnections > 0 ? httpConnections : Math.min(MAX_HTTP, Math.floor(all / 4));
  const half = Math.max(1, Math.min(MAX_HTTP_PER_ADDRESS, Math.floor(http / 2)));
  return {
    http,
    httpPerAddress: httpConnectionsPerAddress > 0 ? httpConnectionsPerAddress : half,
    sessions: Math.max(8, all - http),
  };
}
