import { randomBytes } from 'node:crypto';
import type { Clock } from '../../core/index.js';
import type { FileOwner } from './vault/index.js';

const SECRET_BYTES = 24;
/** Of one user; the oldest makes room for a newer one. */
const USER_TICKETS = 8;
/** Of all. */
const TICKETS = 10_000;

/** A permission to send one file. */
export interface Ticket {
  readonly secret: string;
  /** Whose it is, and where the file goes. */
  readonly owner: FileOwner;
  /** Milliseconds since the Unix epoch, for whoever shows it. */
  readonly expiresAt: number;
  /** The same moment by the monotonic clock, which decides. */
  readonly endsAt: number;
}

/** Permissions to send one file each over HTTP, for people whose client cannot send any. */
export interface Tickets {
  /** A new one. */
  issue(owner: FileOwner): Ticket;
  /** Uses one up; `undefined`: there is no such ticket, or no longer. */
  take(secret: string): Ticket | undefined;
  /** It was not used after all. */
  giveBack(ticket: Ticket): void;
}

/** @param ms For how long each holds, in milliseconds. */
export function ticketsFor(ms: number, clock: Clock): Tickets {
  const issued = new Map<string, Ticket>();

  function put(ticket: Ticket): void {
    issued.set(ticket.secret, ticket);
    const own = [...issued.values()].filter(({ owner }) => owner.user === ticket.owner.user);
    if (own.length > USER_TICKETS && own[0] !== undefined) issued.delete(own[0].secret);
    const [oldest] = issued.keys();
    if (issued.size > TICKETS && oldest !== undefined) issued.delete(oldest);
  }

  return {
    issue(owner) {
      const secret = randomBytes(SECRET_BYTES).toString('base64url');
      const ticket = { secret, owner, expiresAt: clock.now() + ms, endsAt: clock.monotonic() + ms };
      put(ticket);
      return ticket;
    },
    take(secret) {
      const ticket = issued.get(secret);
      issued.delete(secret);
      return ticket !== undefined && ticket.endsAt > clock.monotonic() ? ticket : undefined;
    },
    giveBack: put,
  };
}
