import { ClientError } from '../../../../client/index.js';

/** A refused or failed operation. */
export interface Fault {
  /** Error code of the server or the client. */
  readonly code: string;
  /** Text from the server, in English. */
  readonly text: string;
}

/** A fault with all of its details. */
export interface DetailedFault extends Fault {
  /** Whether a retry may succeed. */
  readonly retry: boolean;
  /** Unvalidated details from the server, such as `suggestion` (a free nick) or `retryMs`. */
  readonly details: Readonly<Record<string, unknown>>;
}

/** Converts a thrown value, keeping its details. */
export function detailedFault(thrown: unknown): DetailedFault {
  if (!(thrown instanceof ClientError)) {
    return { code: 'PAGE_FAILED', text: String(thrown), retry: false, details: {} };
  }
  const { code, message: text, retry, details } = thrown;
  return { code, text, retry, details };
}

/** Converts a thrown value. */
export function toFault(thrown: unknown): Fault {
  const { code, text } = detailedFault(thrown);
  return { code, text };
}
