import type { ErrorDetails } from '../errors.js';

/** A decision against something, as a value: policy, never a defect. */
export class Refusal {
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
 * Refuses, from a gate or a command.
 * @param code `PREFIX_WHAT_IT_IS`: 3–64 capitals, digits and underscores.
 * @param text For the person who is refused.
 * @throws TypeError when the code is not of that form.
 */
export function refuse(code: string, text: string, details?: ErrorDetails): Refusal {
  if (!/^[A-Z][A-Z0-9_]{2,63}$/.test(code)) throw new TypeError(`${code} is not a code: use capitals and underscores.`);
  return new Refusal(code, text, details);
}
