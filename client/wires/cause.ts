import type { WireCause } from '../ports.js';

/** What platforms tell of an error: `ws` and Node have a `code`; several attempts at once have `errors`, and no message. */
interface PlatformError {
  readonly message?: string;
  readonly code?: string;
  readonly errors?: readonly PlatformError[];
}

/** Reads the cause of a failed connection from the error that the platform gives. */
export function causeOf(error: unknown): WireCause {
  const { message, code: errno, errors } = error as PlatformError;
  const text = message || errors?.[0]?.message || errno;
  return { ...(text && { text: oneLine(text) }), ...(errno && { errno }) };
}

/** Makes a text of another program one short line,. */
export function oneLine(text: string): string {
  return text
    .replace(/[\s\p{C}]+/gu, ' ')
    .trim()
    .slice(0, 300);
}
