import { ChatError } from '../../../core/index.js';

/** Why a transfer is over before its end. */
export interface AbortReason {
  /** `FILE_…`, most often. */
  readonly code: string;
  /** Text for the user. */
  readonly text: string;
}

/** An upload or a download on a session's connection. */
export interface Transfer {
  /** How clients call it. */
  readonly id: string;
  /** When something of it moved last: milliseconds since the Unix epoch. */
  readonly movedAt: number;
  /** How far it is, in bytes from the beginning of the file. */
  readonly moved: number;
  /** Lets go of it without a word to anybody. */
  drop(): void;
}

/** What ends a transfer that goes on well otherwise. */
export const abortTexts = {
  FILE_STALLED: 'The transfer stood still for too long.',
  FILE_CREDIT: 'More was sent than may be under way.',
  FILE_CLOSED: 'No more files are transferred here.',
} as const satisfies Readonly<Record<string, string>>;

/** An ending of the table. */
export function abortReason(code: keyof typeof abortTexts): AbortReason {
  return { code, text: abortTexts[code] };
}

/** Converts an error to an abort reason. An unexpected error is `FILE_STORE_FAILED`. */
export function abortReasonFrom(error: unknown): AbortReason {
  if (error instanceof ChatError) return { code: error.code, text: error.message };
  return { code: 'FILE_STORE_FAILED', text: 'The file could not be written or read.' };
}
