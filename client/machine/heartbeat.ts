import type { ClientRandom } from '../ports.js';

/** What is to be done at a moment. */
export type Beat = 'nothing' | 'ping' | 'dead';

/** A timer that is later than this has slept, with the process or in a hidden tab: what has arrived may still be unread. */
const LATE_MS = 1_000;

/** Keeps one wire's promise to send something now and then, and notices when the wire has died without saying so. */
export interface Heartbeat {
  /** A frame goes out; each of ours is answered. */
  sent(now: number): void;
  /** Something has come. */
  received(now: number): void;
  /** Something has just been asked, and only a short silence is allowed for the answer: as after a sleep of the machine. */
  hasten(now: number): void;
  /** What is to be done now. @param lateMs how much later than asked for the timer came. Default 0. */
  beat(now: number, lateMs?: number): Beat;
  /** When to look again. */
  due(): number;
}

/**
 * Asks for a ping when nothing was sent for 50–75 % of `everyMs`, another share each time, so that clients spread.
 * Calls the wire dead when nothing came for `everyMs` and a quarter although something was asked, and that a quarter ago.
 * A late timer proves nothing by itself: it asks once more first, and gives the answer a quarter of `everyMs`.
 */
export function createHeartbeat(now: number, everyMs: number, random: Pick<ClientRandom, 'between'>): Heartbeat {
  const patience = everyMs / 4;
  const shortest = Math.ceil(everyMs / 2);
  const longest = Math.max(shortest, Math.floor(everyMs * 0.75));
  let share = random.between(shortest, longest);
  let sentAt = now;
  let receivedAt = now;
  let askedAt: number | undefined;
  /** Whether a late timer has asked once more, and nothing has come since. */
  let doubted = false;

  function hasten(at: number): void {
    receivedAt = Math.min(receivedAt, at - everyMs);
    askedAt = at;
  }

  const dies = (): number =>
    askedAt === undefined ? Number.POSITIVE_INFINITY : Math.max(receivedAt + everyMs, askedAt) + patience;

  return {
    sent(at) {
      sentAt = at;
      askedAt ??= at;
    },
    received(at) {
      receivedAt = at;
      askedAt = undefined;
      doubted = false;
    },
    hasten,
    beat(at, lateMs = 0) {
      if (at >= dies()) {
        if (doubted || lateMs <= LATE_MS) return 'dead';
        doubted = true;
        hasten(at);
        return 'ping';
      }
      if (at < sentAt + share) return 'nothing';
      share = random.between(shortest, longest);
      return 'ping';
    },
    due: () => Math.min(sentAt + share, dies()),
  };
}
