import type { Clock, Draft, Session } from '../../core/index.js';

/** A message that waits for a moderator. */
export interface HeldMessage {
  /** By which a moderator names it. */
  readonly id: string;
  /** When it was held: milliseconds since the Unix epoch. */
  readonly at: number;
  /** As its sender wanted it. */
  readonly draft: Draft;
  /** Whose word was found first: `en`, `ru`, `zh`. */
  readonly language: string;
}

declare module '../../core/index.js' {
  interface ChatEvents {
    /** The profanity filter keeps a message from its room until a moderator decides. */
    held(held: HeldMessage, session: Session): void;
  }
}

/** Messages that wait for a moderator, a bounded number for a bounded time. */
export interface HeldMessages {
  /**
   * Holds a message. The same sender and key again is the same one; over the bound the oldest is dropped.
   * @returns The message, and whether it is new.
   */
  hold(draft: Draft, language: string): { readonly held: HeldMessage; readonly isNew: boolean };
  /** All of them, the oldest first. */
  list(): readonly HeldMessage[];
  /** Takes one away; `undefined` where there is none of that id. */
  take(id: string): HeldMessage | undefined;
  /** Puts one back that was taken. */
  putBack(held: HeldMessage): void;
}

/** An empty list. */
export function heldMessages(most: number, ms: number, clock: Pick<Clock, 'now' | 'monotonic'>): HeldMessages {
  const waiting = new Map<string, HeldMessage>();
  /** When each was held, by the monotonic clock. */
  const since = new WeakMap<HeldMessage, number>();
  let last = 0;

  function expire(): void {
    const now = clock.monotonic();
    for (const [id, held] of waiting) if ((since.get(held) ?? 0) + ms <= now) waiting.delete(id);
  }

  return {
    hold(draft, language) {
      expire();
      for (const held of waiting.values()) if (isSame(held.draft, draft)) return { held, isNew: false };
      last++;
      const held: HeldMessage = { id: String(last), at: clock.now(), draft, language };
      since.set(held, clock.monotonic());
      waiting.set(held.id, held);
      const [oldest] = waiting.keys();
      if (waiting.size > most && oldest !== undefined) waiting.delete(oldest);
      return { held, isNew: true };
    },
    list() {
      expire();
      return [...waiting.values()].sort((a, b) => Number(a.id) - Number(b.id));
    },
    take(id) {
      expire();
      const held = waiting.get(id);
      waiting.delete(id);
      return held;
    },
    putBack: (held) => void waiting.set(held.id, held),
  };
}

const isSame = (one: Draft, other: Draft): boolean =>
  one.key !== undefined && one.key === other.key && one.room === other.room && one.from.id === other.from.id;
