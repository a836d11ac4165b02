/** Why a request came to nothing. */
export interface Fault {
  /** The server's code; `CONSOLE_AWAY`: nobody answered, `CONSOLE_ANSWER`: what was answered makes no sense. */
  readonly code: string;
  /** In English, for where the code has no text of its own. */
  readonly text: string;
  /** The status of the answer; absent: there was none. */
  readonly status?: number;
  /** After so many milliseconds the same may succeed. */
  readonly retryMs?: number;
}

/** What came of a request: a value, or a fault. */
export type Result<T> =
  | { readonly value: T; readonly fault?: undefined }
  | { readonly fault: Fault; readonly value?: undefined };

/** There was no answer, or none in time. */
export const UNREACHABLE: Fault = { code: 'CONSOLE_AWAY', text: 'The gateway does not answer.' };

const MAX_TEXT = 300;

/** The fault in an answer that is not what was asked for, whatever its body is. */
export function parseFault(status: number, body: unknown): Fault {
  const told = isObject(body) ? body : {};
  const details = isObject(told.details) ? told.details : {};
  const code = typeof told.code === 'string' ? told.code : 'CONSOLE_ANSWER';
  const text = typeof told.text === 'string' ? told.text.slice(0, MAX_TEXT) : `The gateway answered with ${status}.`;
  const retryMs = details.retryMs;
  const again = typeof retryMs === 'number' && retryMs > 0 && Number.isFinite(retryMs) ? { retryMs } : {};
  return { code, text, status, ...again };
}

/** Whether a value has fields. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
