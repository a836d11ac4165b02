import type { Clock, Session } from '../../core/index.js';

/** Requests that are held back for a while. */
export interface Holds {
  /** Resolves after so many milliseconds, or once it is let go. */
  hold(session: Session, ms: number): Promise<void>;
  /** Lets everything of a session go at once: it is over, and what plugins still do in its name concerns them. */
  letGo(session: Session): void;
  /** Lets everything go at once. */
  letAllGo(): void;
}

/** Nothing is held yet. */
export function createHolds(clock: Clock): Holds {
  const held = new Map<Session, Set<() => void>>();

  return {
    hold: (session, ms) =>
      new Promise((resolve) => {
        const ends = held.get(session) ?? new Set();
        held.set(session, ends);
        const end = (): void => {
          cancel();
          ends.delete(end);
          if (ends.size === 0) held.delete(session);
          resolve();
        };
        const cancel = clock.after(ms, end);
        ends.add(end);
      }),
    letGo(session) {
      for (const end of [...(held.get(session) ?? [])]) end();
    },
    letAllGo() {
      for (const end of [...held.values()].flatMap((ends) => [...ends])) end();
    },
  };
}
