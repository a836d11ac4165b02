import type { Clock, Logger, Refusal } from '../../../core/index.js';
import type { FileFacts, FileStore, StoredFile, Upload, UploadHold } from '../file-store/file-store.js';

/** How files go over HTTP. */
export interface HttpLimits {
  /** Requests that carry a file, in both directions, at once. Default 256. */
  readonly transfers: number;
  /** Those from one network (an IPv4 address, the /64 of an IPv6 address); this machine is none. Default 64. */
  readonly networkTransfers: number;
  /** In every such time, in milliseconds, {@link HttpLimits.idleBytes} must move. Default 60,000. */
  readonly idleMs: number;
  /**
   * Bytes of a file that must move in each {@link HttpLimits.idleMs}, in either direction, until it is complete; else the
   * request is ended. Default 32,768, some 550 bytes per second.
   */
  readonly idleBytes: number;
  /** Bytes of one upload that may wait for the disk, up to 2,097,152. Default 1,048,576. */
  readonly windowBytes: number;
}

const defaults: HttpLimits = {
  transfers: 256,
  networkTransfers: 64,
  idleMs: 60_000,
  idleBytes: 32_768,
  windowBytes: 1_048_576,
};

/** The most that {@link HttpLimits.windowBytes} can be: the write backlog of the file store must also hold one socket read. */
const WINDOW_MOST = 2_097_152;

/** Limits that have been checked, with the defaults for those that are not named. @throws TypeError */
export function httpLimits(changed: Partial<HttpLimits> = {}): HttpLimits {
  for (const [name, value] of Object.entries(changed)) {
    if (!Object.hasOwn(defaults, name)) throw new TypeError(`There is no limit named ${name}.`);
    if (Number.isSafeInteger(value) && value >= 1) continue;
    throw new TypeError(`The limit ${name} must be a whole number of at least 1.`);
  }
  const limits = { ...defaults, ...changed };
  if (limits.windowBytes > WINDOW_MOST) throw new TypeError(`windowBytes must not be more than ${WINDOW_MOST}.`);
  return limits;
}

/** A file that has come whole and is in its room. */
export interface CompletedUpload {
  /** The file's id. */
  readonly file: string;
  /** Where it is from outside. Default: only its path is sent. */
  readonly url?: string;
}

/** What the requests share. */
export interface HttpContext {
  readonly fileStore: FileStore;
  readonly complete: (upload: Upload, hold: UploadHold) => Promise<CompletedUpload | Refusal>;
  readonly startFromTicket: (ticket: string, facts: FileFacts) => Promise<Upload | Refusal>;
  /** A file's address from outside; `undefined`: only its path is sent. */
  readonly addressOf: (file: StoredFile) => string | undefined;
  readonly publicPath: string;
  readonly limits: HttpLimits;
  readonly clock: Clock;
  readonly log: Logger;
}
