import type { Limits } from '../limits.js';
import { utf8Length } from './utf8.js';

/** What a peer's program wrote, where that is more than the text: clients of the same kind are shown it as it was. */
export interface Verbatim {
  /** The dialect in which it is written. */
  readonly form: string;
  /** As it came, at most twice as many bytes as a message may have. */
  readonly text: string;
}

/** What was written, unless it is too large to be kept: then others see the text alone. */
export function verbatimOf(form: string, text: string | undefined, { textBytes }: Limits): Verbatim | undefined {
  return text === undefined || utf8Length(text) > 2 * textBytes ? undefined : { form, text };
}
