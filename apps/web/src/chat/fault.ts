import { ClientError } from '../../../../client/index.js';

/** Why something was not done. */
export interface SendFault {
  /** The server's code, or one of the client's. */
  readonly code: string;
  /** What the server said. */
  readonly text: string;
}

/** A fault with what goes with it. */
export interface DetailedFault extends SendFault {
  /** Whether the same may succeed later. */
  readonly retry: boolean;
  /** A free nick as `suggestion`, `retryMs`, … As the server said it, unchecked. */
  readonly details: Readonly<Record<string, unknown>>;
}

/** Whatever was thrown, as a fault. */
export function detailedFault(thrown: unknown): DetailedFault {
  if (!(thrown instanceof ClientError)) {
    return { code: 'PAGE_FAILED', text: String(thrown), retry: false, details: {} };
  }
  const { code, message: text, retry, details } = thrown;
  return { code, text, retry, details };
}

/** What an item says of a fault. */
export function toFault(thrown: unknown): SendFault {
  const { code, text } = detailedFault(thrown);
  return { code, text };
}
