import { randomBytes } from 'node:crypto';
import { type Clock, type Refusal, refuse } from '../../core/index.js';
import { SERVER_USER } from './completion/announcement.js';
import { type FileOwner, type FileStoreLimits, fileErrors } from './file-store/index.js';

const SECRET_BYTES = 24;
/** Of the server's own programs; the oldest makes room for a newer one. */
const OWN_TICKETS = 8;
/** Of all; the oldest one of a guest makes room for a newer one, and where there is none, the oldest. */
const TICKETS = 10_000;

/** A permission to send one file. */
export interface Ticket {
  readonly secret: string;
  /** Whose it is, and where the file goes. */
  readonly owner: FileOwner;
  /** Milliseconds since the Unix epoch, for display. */
  readonly expiresAt: number;
  /** The same moment by the monotonic clock, which decides. */
  readonly endsAt: number;
}

/** Permissions to send one file each over HTTP, for people whose client cannot send any. */
export interface Tickets {
  /** Makes a new one. @returns It, or a refusal `FILE_TOO_MANY` where a user, or a network, has too many unused ones. */
  issue(owner: FileOwner): Ticket | Refusal;
  /** Makes a new one for a program of the server's own. */
  issueForServer(owner: Omit<FileOwner, 'user'>): Ticket;
  /** Uses one up; `undefined`: there is no such ticket, or no longer. */
  take(secret: string): Ticket | undefined;
  /** It was not used after all. */
  restore(ticket: Ticket): void;
}

/** Makes the tickets of a hub. @param ms For how long each holds, in milliseconds. @param limits As for unfinished uploads. */
export function createTickets(
  ms: number,
  { userUploads, networkUploads }: Pick<FileStoreLimits, 'userUploads' | 'networkUploads'>,
  clock: Clock,
): Tickets {
  /** In the order in which they were issued, and so of their end. */
  const issued = new Map<string, Ticket>();
  const counts = new Map<string, number>();

  function count({ user, network }: FileOwner, change: number): void {
    for (const key of [`user ${user}`, ...(network === undefined ? [] : [`network ${network}`])]) {
      const now = (counts.get(key) ?? 0) + change;
      if (now === 0) counts.delete(key);
      else counts.set(key, now);
    }
  }

  function forget(ticket: Ticket): void {
    if (issued.delete(ticket.secret)) count(ticket.owner, -1);
  }

  function put(ticket: Ticket): void {
    issued.set(ticket.secret, ticket);
    count(ticket.owner, 1);
    if (issued.size <= TICKETS) return;
    const [oldest] = issued.values();
    const last = [...issued.values()].find(({ owner }) => owner.guest === true) ?? oldest;
    if (last !== undefined) forget(last);
  }

  function expire(): void {
    const now = clock.monotonic();
    for (const ticket of issued.values()) {
      if (ticket.endsAt > now) return;
      forget(ticket);
    }
  }

  function issue(owner: FileOwner): Ticket {
    const secret = randomBytes(SECRET_BYTES).toString('base64url');
    const ticket = { secret, owner, expiresAt: clock.now() + ms, endsAt: clock.monotonic() + ms };
    put(ticket);
    return ticket;
  }

  function tooMany(whose: string, limit: number): Refusal {
    return refuse('FILE_TOO_MANY', fileErrors.FILE_TOO_MANY, { whose, limit });
  }

  return {
    issue(owner) {
      expire();
      const { user, network } = owner;
      if ((counts.get(`user ${user}`) ?? 0) >= userUploads) return tooMany('user', userUploads);
      const shared = network === undefined ? 0 : (counts.get(`network ${network}`) ?? 0);
      return shared >= networkUploads ? tooMany('network', networkUploads) : issue(owner);
    },
    issueForServer(owner) {
      expire();
      const ticket = issue({ ...owner, user: SERVER_USER });
      const [oldest = ticket, ...others] = [...issued.values()].filter((each) => each.owner.user === SERVER_USER);
      if (others.length >= OWN_TICKETS) forget(oldest);
      return ticket;
    },
    take(secret) {
      const ticket = issued.get(secret);
      if (ticket === undefined) return undefined;
      forget(ticket);
      return ticket.endsAt > clock.monotonic() ? ticket : undefined;
    },
    restore: put,
  };
}
