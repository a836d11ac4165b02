import type { Session } from '../../../../core/index.js';

/** So many sessions are looked at in one go: more would hold up the event loop. */
const SLICE = 10_000;

/** Says how many bytes wait for all sessions together: of more than 10,000 sessions, as it was some looks ago. */
export function createQueueMeter(sessions: ReadonlySet<Session>): () => number {
  let round = sessions.values();
  let sum = 0;
  let whole = 0;
  return () => {
    for (let looked = 0; looked < SLICE; looked++) {
      const { value, done } = round.next();
      if (done === true) {
        whole = sum;
        sum = 0;
        round = sessions.values();
        break;
      }
      sum += value.pendingBytes;
    }
    return whole;
  };
}
