import type { Session } from '../../core/index.js';
import { networkOf } from './address.js';

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

/** How guests are counted. */
export interface SlowModeOptions {
  /** Whether the guests of one network take turns together. */
  readonly slowByNetwork: boolean;
  readonly shared: (address: string) => boolean;
}

/** Remembers turns in memory. @param now The present, by the monotonic clock. */
export function createSlowMode(now: () => number, { slowByNetwork, shared }: SlowModeOptions): SlowMode {
  const turns = new Map<string, Turn>();

  /** Under which turns of a session are counted: its user, and a guest's network. */
  function keysOf(room: string, { user, info: { remoteAddress } }: Session): readonly string[] {
    const own = `${room} ${user?.id ?? ''}`;
    const isKnown = user !== undefined && user.account !== undefined;
    if (!slowByNetwork || isKnown || remoteAddress === undefined || shared(remoteAddress)) return [own];
    const net = networkOf(remoteAddress);
    return net === undefined ? [own] : [own, `${room} net ${net}`];
  }

  function waitFor(key: string, session: Session, seconds: number): number {
    const turn = turns.get(key);
    // A session's messages come one after the other: when the next one comes, one that is not kept was refused.
    if (turn === undefined || turn.session === session.id) return 0;
    return turn.at + seconds * 1_000 - now();
  }

  function look(room: string, session: Session, seconds: number): number | undefined {
    const wait = Math.max(...keysOf(room, session).map((key) => waitFor(key, session, seconds)));
    return wait > 0 ? wait : undefined;
  }

  return {
    look,
    take(room, session, seconds) {
      const wait = look(room, session, seconds);
      if (wait !== undefined) return wait;
      for (const key of keysOf(room, session)) {
        turns.delete(key);
        turns.set(key, { at: now(), ms: seconds * 1_000, session: session.id });
      }
      for (const oldest of turns.keys()) {
        if (turns.size <= MOST_TURNS) break;
        turns.delete(oldest);
      }
      return undefined;
    },
    taken(room, session) {
      if (turns.size === 0) return;
      for (const key of keysOf(room, session)) {
        const turn = turns.get(key);
        if (turn?.session === session.id) turn.session = undefined;
      }
    },
    tidy() {
      for (const [key, { at, ms }] of turns) if (at + ms <= now()) turns.delete(key);
    },
  };
}
