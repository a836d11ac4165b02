import { type Clock, type Connection, errors, type TransportCloseOptions } from '../../../core/index.js';

/** The connections of a transport that are not closed yet. */
export interface ConnectionSet<C extends Connection> {
  readonly members: ReadonlySet<C>;
  add(connection: C): void;
  /** Removes a closed connection. */
  remove(connection: C): void;
  /**
   * Resolves when all connections have closed. Unless `patient`, closes the remaining ones with `CHAT_DRAINING` after this tick, so
   * that their owner can close them with a reason first.
   */
  closeAll(options?: TransportCloseOptions): Promise<void>;
}

/** Creates an empty set. */
export function createConnectionSet<C extends Connection>(clock: Clock): ConnectionSet<C> {
  const members = new Set<C>();
  const waiting: (() => void)[] = [];
  return {
    members,
    add(connection) {
      members.add(connection);
    },
    remove(connection) {
      if (!members.delete(connection) || members.size > 0) return;
      for (const resolve of waiting.splice(0)) resolve();
    },
    closeAll({ patient = false } = {}) {
      if (members.size === 0) return Promise.resolve();
      return new Promise((resolve) => {
        waiting.push(resolve);
        if (patient) return;
        clock.turn(() => {
          for (const member of members) member.close({ code: 'CHAT_DRAINING', text: errors.CHAT_DRAINING.text });
        });
      });
    },
  };
}
