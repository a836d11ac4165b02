import type { Session } from '../../core/index.js';
import type { AuditEntry } from './audit.js';

const NICK = 'operator';
/** No account can be called so. */
const ID = `plugin:${NICK}`;

/** Stands for an operator who is not in the chat, wherever an act asks whose it is. It has no connection and no rooms. */
export const absentOperator: Session = {
  id: ID,
  connected: false,
  pendingBytes: 0,
  roundTripMs: undefined,
  user: { id: ID, nick: NICK, account: ID, sessions: new Set() },
  info: { id: ID, transport: 'none', openedAt: 0, secure: true },
  wire: 'none/none',
  rooms: [],
  // Nothing is kept with it: it stands for many.
  get: (key) => key.initial(),
  set() {},
  send() {},
  stream: () => ({ wake() {}, cancel() {} }),
  close() {},
};

/** Whether an act was an operator's who is not in the chat. */
export function isByOperator({ by }: Pick<AuditEntry, 'by'>): boolean {
  return by.id === ID;
}
