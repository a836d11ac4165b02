import { clientClock } from '../../support/client-wires.js';

/** Rings whenever something has happened, so that nobody need look again and again. */
export interface Bell {
  ring(): void;
  /**
   * Resolves once the condition holds; it is looked at now, and at every ring.
   *
   * @param ms      for so long at most, then it rejects
   * @param lacking says what is lacking, for the error
   */
  until(condition: () => boolean, ms: number, lacking: () => string): Promise<void>;
}

/** Makes a bell that nobody listens to. */
export function createBell(): Bell {
  const listeners = new Set<() => void>();
  return {
    ring() {
      for (const listener of listeners) listener();
    },
    until: (condition, ms, lacking) =>
      new Promise((resolve, reject) => {
        const cancel = clientClock.after(ms, () => {
          listeners.delete(look);
          reject(new Error(`After ${ms} ms there is still lacking: ${lacking()}`));
        });
        function look(): void {
          if (!condition()) return;
          listeners.delete(look);
          cancel();
          resolve();
        }
        listeners.add(look);
        look();
      }),
  };
}
