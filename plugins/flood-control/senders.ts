import type { ConnectionInfo, Session } from '../../core/index.js';
import { type Account, newAccount } from './account.js';

/** What is kept of a session that has been over a limit. */
export interface Standing {
  /** When its patience has come back whole, by the monotonic clock as all of these. */
  patience: number;
  /** When its strikes are forgotten. */
  strikes: number;
  /** When it was told to come again. */
  retryAt: number;
}

/** What is kept of a session. */
export interface Sender {
  readonly account: Account;
  /** That of the connection by which its address is known. */
  info: ConnectionInfo;
  /** Under which its address is counted; `undefined`: it is not. */
  address: string | undefined;
  /** `undefined`: it has never been over a limit. */
  standing: Standing | undefined;
}

/** Senders by their sessions; what is kept goes with the session. */
export interface Senders {
  of(session: Session): Sender;
  /** Forgets all. */
  clear(): void;
}

/** Nobody yet. @param keyOf Under which an address is counted; `undefined`: it is not. */
export function createSenders(keyOf: (info: ConnectionInfo) => string | undefined): Senders {
  let known = new WeakMap<Session | ConnectionInfo, Sender>();

  return {
    of(session) {
      const { info } = session;
      let sender = known.get(session);
      if (sender === undefined) {
        // Gates of "connect" get a handle instead of the session; the connection is the same.
        sender = known.get(info) ?? { account: newAccount(), info, address: keyOf(info), standing: undefined };
        known.set(session, sender);
        known.set(info, sender);
      } else if (sender.info !== info) {
        // It has come back on another connection.
        sender.info = info;
        sender.address = keyOf(info);
      }
      return sender;
    },
    clear() {
      known = new WeakMap();
    },
  };
}
