import { brand } from '../brand.js';
import { type ErrorCode, type ErrorDetails, errors } from '../errors.js';

/** A decision against something, as a value: policy, never a defect. */
export class Refusal {
  static {
    brand(Refusal, Symbol.for('partyline/refusal'));
  }

  /** One of Partyline's codes or a plugin's own. */
  readonly code: string;
  /** For the person who is refused. */
  readonly text: string;
  /** What a program can use: the limit that was passed, a free nick, … `undefined`: nothing. */
  readonly details: ErrorDetails | undefined;

  constructor(code: string, text: string, details?: ErrorDetails) {
    this.code = code;
    this.text = text;
    this.details = details;
  }
}

/**
 * Whether the same, unchanged, may succeed later: what the table of errors says of the code; of a plugin's own code, whether
 * `retryMs` in the details says when.
 */
export function mayRetry({ code, details }: Refusal): boolean {
  return Object.hasOwn(errors, code) ? errors[code as ErrorCode].retry : typeof details?.retryMs === 'number';
}

/**
 * Refuses, from a gate or a command.
 * @param code `PREFIX_WHAT_IT_IS`: 3–64 capitals, digits and underscores.
 * @param text For the person who is refused.
 * @param details What a program can use. `retryMs`: after so many milliseconds the same may succeed.
 * @throws TypeError when the code is not of that form.
 */
export function refuse(code: string, text: string, details?: ErrorDetails): Refusal {
  if (!/^[A-Z][A-Z0-9_]{2,63}$/.test(code)) throw new TypeError(`${code} is not a code: use capitals and underscores.`);
  return new Refusal(code, text, details);
}
