import type { Session, SessionKey } from '../../../core/index.js';
import type { FileOwner } from '../vault/index.js';

/** Stands for the session of a sender who is gone, where a gate asks whose file it is. It has no connection and no rooms. */
export function absentSender({ user: id, nick }: FileOwner, now: number): Session {
  const values = new Map<SessionKey<unknown>, unknown>();
  return {
    id: `absent:${id}`,
    connected: false,
    pendingBytes: 0,
    roundTripMs: undefined,
    user: { id, nick, account: undefined, sessions: new Set() },
    info: { id: 'absent', transport: 'none', openedAt: now, secure: false },
    wire: 'none/none',
    rooms: [],
    get: <T>(key: SessionKey<T>): T => (values.has(key) ? (values.get(key) as T) : key.initial()),
    set: (key, value) => void values.set(key, value),
    send() {},
    stream: () => ({ wake() {}, cancel() {} }),
    close() {},
  };
}
