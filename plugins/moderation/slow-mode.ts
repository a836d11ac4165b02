import type { Session } from '../../core/index.js';

/** When members of slow rooms said something last. */
export interface SlowMode {
  /**
   * Takes the turn of a session's user to speak. `undefined`: it is theirs; else how long they have to wait, in milliseconds.
   * The turn counts once it is {@link taken}: another plugin may refuse the message after this one.
   */
  take(room: string, session: Session, seconds: number): number | undefined;
  /** As {@link take}, and the turn stays free. */
  look(room: string, session: Session, seconds: number): number | undefined;
  /** A message is kept. */
  taken(room: string, session: Session): void;
  /** Forgets turns that were so long ago that no room asks for them. */
  tidy(): void;
}

interface Turn {
  readonly at: number;
  /** How long it counts. */
  readonly ms: number;
  /** The session whose message is on its way; `undefined`: it is kept. */
  session: string | undefined;
}

const MOST_TURNS = 100_000;

/** Remembers turns in memory. @param now The present, in milliseconds since the Unix epoch. */
export function createSlowMode(now: () => number): SlowMode {
  const turns = new Map<string, Turn>();
  const keyOf = (room: string, { user }: Session): string => `${room} ${user?.id ?? ''}`;

  function look(room: string, session: Session, seconds: number): number | undefined {
    const turn = turns.get(keyOf(room, session));
    // A session's messages come one after the other: when the next one comes, one that is not kept was refused.
    if (turn === undefined || turn.session === session.id) return undefined;
    const wait = turn.at + seconds * 1_000 - now();
    return wait > 0 ? wait : undefined;
  }

  return {
    look,
    take(room, session, seconds) {
      const wait = look(room, session, seconds);
      if (wait !== undefined) return wait;
      const key = keyOf(room, session);
      turns.delete(key);
      turns.set(key, { at: now(), ms: seconds * 1_000, session: session.id });
      for (const oldest of turns.keys()) {
        if (turns.size <= MOST_TURNS) break;
        turns.delete(oldest);
      }
      return undefined;
    },
    taken(room, session) {
      if (turns.size === 0) return;
      const turn = turns.get(keyOf(room, session));
      if (turn?.session === session.id) turn.session = undefined;
    },
    tidy() {
      for (const [key, { at, ms }] of turns) if (at + ms <= now()) turns.delete(key);
    },
  };
}
