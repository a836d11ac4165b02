/** Why a log cannot be opened: the `reason` in the details of `CHAT_STORE_FAILED`. */
export type OpenErrorReason = 'locked' | 'newer' | 'foreign' | 'corrupt' | 'full' | 'lost' | 'driver' | 'unusable';

/** The log cannot be opened. Thrown in the thread, which loads nothing of the core so as to be there soon. */
export class OpenError extends Error {
  override readonly name = 'Unusable';
  readonly reason: OpenErrorReason;

  constructor(reason: OpenErrorReason, text: string, cause?: unknown) {
    super(text, { cause });
    this.reason = reason;
  }
}
