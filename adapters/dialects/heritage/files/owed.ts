import type { Answer } from './frames.js';

/** Of a client that answers nothing, the oldest are forgotten. */
const MAX_PENDING_ANSWERS = 256;

/**
 * Answers that a client has not given to what it has been sent. They carry no name of what they answer, but come in the order in
 * which that was sent: an answer is to the first that is owed of its kind, and what is owed before that does not come any more.
 */
export interface PendingAnswers {
  /** Something was sent that is answered so. */
  add(what: Answer): void;
  /** Whether an answer of a kind is owed. */
  has(what: Answer): boolean;
  /** An answer has come. Says whether one of its kind was owed. */
  take(what: Answer): boolean;
  /** Nothing is owed any more. */
  clear(): void;
}

/** Nothing is owed yet. */
export function createPendingAnswers(): PendingAnswers {
  const owed: Answer[] = [];
  return {
    add(what) {
      owed.push(what);
      if (owed.length > MAX_PENDING_ANSWERS) owed.shift();
    },
    has: (what) => owed.includes(what),
    take(what) {
      const at = owed.indexOf(what);
      owed.splice(0, at + 1);
      return at >= 0;
    },
    clear() {
      owed.length = 0;
    },
  };
}
