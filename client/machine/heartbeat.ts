import type { ClientRandom } from '../ports.js';

/** What is to be done at a moment. */
export type Beat = 'nothing' | 'ping' | 'dead';

/** Keeps one wire's promise to send something now and then, and notices when the wire has died without saying so. */
export interface Heartbeat {
  /** A frame goes out; each of ours is answered. */
  sent(now: number): void;
  /** Something has come. */
  received(now: number): void;
  /** Something has just been asked, and only a short silence is allowed for the answer: as after a sleep of the machine. */
  hasten(now: number): void;
  /** What is to be done now. */
  beat(now: number): Beat;
  /** When to look again. */
  due(): number;
}

/**
 * Asks for a ping when nothing was sent for 50–75 % of `everyMs`, another share each time, so that clients spread.
 * Calls the wire dead when nothing came for `everyMs` and a quarter although something was asked, and that a quarter ago.
 */
export function createHeartbeat(now: number, everyMs: number, random: Pick<ClientRandom, 'between'>): Heartbeat {
  const patience = everyMs / 4;
  const shortest = Math.ceil(everyMs / 2);
  const longest = Math.max(shortest, Math.floor(everyMs * 0.75));
  let share = random.between(shortest, longest);
  let sentAt = now;
  let receivedAt = now;
  let askedAt: number | undefined;

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
    },
    hasten(at) {
      receivedAt = Math.min(receivedAt, at - everyMs);
      askedAt = at;
    },
    beat(at) {
      if (at >= dies()) return 'dead';
      if (at < sentAt + share) return 'nothing';
      share = random.between(shortest, longest);
      return 'ping';
    },
    due: () => Math.min(sentAt + share, dies()),
  };
}
