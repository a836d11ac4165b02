import type { Fault } from '../requests.js';

/** Reason in the details of `CHAT_STORE_FAILED` when a log cannot be opened. */
export type OpenErrorReason = 'locked' | 'newer' | 'foreign' | 'corrupt' | 'full' | 'lost' | 'driver' | 'unusable';

/** Thrown in the worker when the log cannot be opened. The worker does not load the core, to start fast. */
export class OpenError extends Error {
  override readonly name = 'OpenError';
  readonly reason: OpenErrorReason;

  constructor(reason: OpenErrorReason, text: string, cause?: unknown) {
    super(text, { cause });
    this.reason = reason;
  }
}

/** SQLite result codes that are handled: https://www.sqlite.org/rescode.html. */
export const resultCodes = {
  busy: 5,
  readOnly: 8,
  inputOutput: 10,
  corrupt: 11,
  full: 13,
  cannotOpen: 14,
  notADatabase: 26,
} as const;

/** Returns the primary result code of a driver's error; `undefined` if it has none. */
export function resultCodeOf(error: unknown): number | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  const { errcode, rawCode } = error as { errcode?: unknown; rawCode?: unknown };
  const code = errcode ?? rawCode;
  return typeof code === 'number' ? code & 0xff : undefined;
}

/** A disk problem: it is full, it fails, or the data on it is damaged. */
export type DiskFault = 'full' | 'failing' | 'damaged';

const diskFaults: ReadonlyMap<number | undefined, DiskFault> = new Map([
  [resultCodes.full, 'full'],
  [resultCodes.inputOutput, 'failing'],
  [resultCodes.readOnly, 'failing'],
  [resultCodes.cannotOpen, 'failing'],
  [resultCodes.corrupt, 'damaged'],
  [resultCodes.notADatabase, 'damaged'],
]);

/** Classifies a driver's error as a disk problem; `undefined` if the request itself failed. */
export function diskFaultOf(error: unknown): DiskFault | undefined {
  return diskFaults.get(resultCodeOf(error));
}

/** Texts for clients: without paths or details of the database. */
const faultTexts: Readonly<Record<DiskFault, Fault>> = {
  full: { code: 'CHAT_DISK_FULL', text: "The server's disk is full. Nothing was kept; try again later." },
  failing: {
    code: 'CHAT_BROKER_FAILED',
    text: 'The server cannot use its disk. Your change may not be saved. Try again later.',
  },
  damaged: { code: 'CHAT_STORE_FAILED', text: "Part of the server's data is damaged and cannot be used." },
};

/** Creates the fault of a failed request for the client. The error is its cause, for logs. */
export function faultOf(error: unknown): Fault {
  const kind = diskFaultOf(error);
  const cause = String(error);
  if (kind !== undefined) return { ...faultTexts[kind], cause };
  return { code: 'CHAT_BROKER_FAILED', text: 'The message log failed. Send it again.', cause };
}

/** The fault of writes while the open files are missing from their paths: the data would be lost. */
export const removedFault: Fault = {
  code: 'CHAT_BROKER_FAILED',
  text: 'The server cannot save messages at the moment. Nothing was saved. Try again later.',
};
