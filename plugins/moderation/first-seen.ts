import { type Clock, type PluginHost, type Session, sessionKey } from '../../core/index.js';

/** When a user was first seen on this server. */
export interface FirstSeen {
  /** By the monotonic clock. */
  readonly at: number;
  /** 1, 2, 3, …: users who came later have higher ones. */
  readonly serial: number;
}

/** When the session's user was first seen. Of a session that was not looked at: later than all. */
export const firstSeen = sessionKey<FirstSeen>('moderation.firstSeen', () => ({
  at: Number.POSITIVE_INFINITY,
  serial: Number.POSITIVE_INFINITY,
}));

/** A user who was gone for longer is new again, in milliseconds. */
const FORGET_MS = 3_600_000;
const TIDY_MS = 600_000;
/** Of more users it is not known; the one who was seen first makes room. */
const MOST_USERS = 100_000;

interface Seen {
  readonly first: FirstSeen;
  /** When they were seen last, by the monotonic clock; `undefined`: they are here. */
  goneAt: number | undefined;
}

/**
 * Follows since when each user has been on this server, and writes it on their sessions under {@link firstSeen}. Who comes back
 * within an hour is not new. It is kept in memory: after a restart all users begin anew.
 * @returns The serial of the user who came last.
 */
export function followFirstSeen(
  host: Pick<PluginHost, 'on' | 'every' | 'chat'> & { readonly clock: Clock },
): () => number {
  const { clock, chat } = host;
  const users = new Map<string, Seen>();
  let last = 0;

  function note(session: Session): void {
    const { user } = session;
    if (user === undefined) return;
    const seen = users.get(user.id) ?? { first: { at: clock.monotonic(), serial: ++last }, goneAt: undefined };
    seen.goneAt = undefined;
    users.set(user.id, seen);
    session.set(firstSeen, seen.first);
    const [oldest] = users.keys();
    if (users.size > MOST_USERS && oldest !== undefined) users.delete(oldest);
  }

  for (const session of chat.sessions()) note(session);
  host.on('login', note);
  host.on('closed', ({ user }) => {
    const seen = user === undefined || user.sessions.size > 0 ? undefined : users.get(user.id);
    if (seen !== undefined) seen.goneAt = clock.monotonic();
  });
  host.every(TIDY_MS, () => {
    const until = clock.monotonic() - FORGET_MS;
    for (const [id, { goneAt }] of users) if (goneAt !== undefined && goneAt <= until) users.delete(id);
  });
  return () => last;
}
