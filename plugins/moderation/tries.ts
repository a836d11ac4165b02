import type { Session } from '../../core/index.js';
import { networkOf } from './address.js';

/** How often somebody may try a password. */
export interface Tries {
  /** Counts a try, before it is made. `undefined`: it may be made; else when there is another, in milliseconds from now. */
  begin(session: Session): number | undefined;
  /** It was the right one: it does not count. */
  succeed(session: Session): void;
}

interface Count {
  tries: number;
  readonly until: number;
}

const WINDOW_MS = 600_000;
const PER_SESSION = 5;
/** Several people may share an address. */
const PER_NETWORK = 20;
const MOST_KEYS = 10_000;

/** Counts tries for each session and each address, for ten minutes. @param now The present, in milliseconds since the epoch. */
export function createTries(now: () => number): Tries {
  const counts = new Map<string, Count>();

  function keysOf({ id, info }: Session): readonly (readonly [key: string, most: number])[] {
    const net = info.remoteAddress === undefined ? undefined : networkOf(info.remoteAddress);
    const own = [`session ${id}`, PER_SESSION] as const;
    return net === undefined ? [own] : [own, [`net ${net}`, PER_NETWORK]];
  }

  function inForce(key: string): Count | undefined {
    const count = counts.get(key);
    if (count === undefined || count.until > now()) return count;
    counts.delete(key);
    return undefined;
  }

  function add(key: string): void {
    const count = inForce(key);
    if (count !== undefined) {
      count.tries++;
      return;
    }
    counts.set(key, { tries: 1, until: now() + WINDOW_MS });
    // All last equally long, so that the first one is the next to end.
    for (const oldest of counts.keys()) {
      if (counts.size <= MOST_KEYS) break;
      counts.delete(oldest);
    }
  }

  return {
    begin(session) {
      const keys = keysOf(session);
      const waits = keys.map(([key, most]) => {
        const count = inForce(key);
        return count !== undefined && count.tries >= most ? count.until - now() : 0;
      });
      const wait = Math.max(...waits);
      if (wait > 0) return wait;
      for (const [key] of keys) add(key);
      return undefined;
    },
    succeed(session) {
      for (const [key] of keysOf(session)) {
        const count = inForce(key);
        if (count !== undefined) count.tries--;
      }
    },
  };
}
