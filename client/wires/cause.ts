import type { WireCause } from '../ports.js';

/** What platforms tell of an error: `ws` and Node have a `code`, several attempts at once have `errors` and no message. */
interface PlatformError {
  readonly message?: unknown;
  readonly code?: unknown;
  readonly cause?: unknown;
  readonly errors?: readonly PlatformError[];
}

const TEXT_CHARACTERS = 300;

/** Reads the cause of a failed connection from the error that the platform gives. */
export function causeOf(error: unknown): WireCause {
  const { message, code, cause, errors } = (error ?? {}) as PlatformError;
  const inner = errors?.[0] ?? cause;
  const below: WireCause = inner === undefined ? {} : causeOf(inner);
  const text = message || below.text || code;
  const errno = code ?? below.errno;
  return {
    ...(typeof text === 'string' && text !== '' && { text: oneLine(text) }),
    ...(typeof errno === 'string' && { errno }),
  };
}

/** Makes a text of another program one short line. */
export function oneLine(text: string): string {
  return text
    .replace(/[\s\p{C}]+/gu, ' ')
    .trim()
    .slice(0, TEXT_CHARACTERS);
}
