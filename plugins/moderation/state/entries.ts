import type { Author } from '../../../core/index.js';
import type { Rank } from '../roles.js';

/**
 * Who may come into a room: every user, those who were invited, those who know the password. `newcomers`: every user, and guests may
 * speak when they have been on the server for a while.
 */
export type Access = 'open' | 'invite' | 'password' | 'newcomers';

/** Whose room it is. */
export interface Owner extends Author {
  /** Whether nobody vouches for them: a guest who has lost their token is gone for good. */
  readonly guest: boolean;
}

/** What a room is about. */
export interface Topic {
  /** One line; empty: it was taken away. */
  readonly text: string;
  readonly by: Author;
  /** Milliseconds since the Unix epoch, as every time here. */
  readonly at: number;
}

/** A password that can be checked and not be read. Both parts in base64. */
export interface Secret {
  readonly salt: string;
  readonly hash: string;
}

/** What is kept of a room besides its lists. */
export interface Head {
  /** The folded name. */
  readonly room: string;
  readonly owner?: Owner | undefined;
  readonly topic?: Topic | undefined;
  /** Seconds between two messages of one member; 0: any number of messages. */
  readonly slow: number;
  readonly access: Access;
  /** Where access is by password. */
  readonly secret?: Secret | undefined;
  /** Where newcomers wait: how long, in milliseconds. */
  readonly waitMs?: number | undefined;
  /** When the owner was seen to leave; `undefined`: they are there, or the hub has been restarted since. */
  readonly left?: number | undefined;
  /** Whether there is anything in the lists. Set before the first entry is. */
  readonly lists: boolean;
}

/** A ban or a mute: of whoever has one of its marks. */
export interface Sanction {
  /** The number of the act that brought it, in the audit log. */
  readonly id: string;
  /** Whom it is about, once each: `user:…`, `nick:…`, `net:…`. A later one about the same replaces it. */
  readonly about: string;
  /** As people know them: a nick, an id or an address. */
  readonly label: string;
  /** A folded nick. */
  readonly nick?: string | undefined;
  /** A user's id. */
  readonly user?: string | undefined;
  /** Networks in their one spelling. */
  readonly nets?: readonly string[] | undefined;
  /** Whether the networks stand for guests alone who were first seen after it was set. */
  readonly newGuests?: true | undefined;
  readonly at: number;
  /** When it is over; `undefined`: never. */
  readonly until?: number | undefined;
  /** The same by the monotonic clock, which decides. In memory only. */
  readonly endsAt?: number | undefined;
  /** The serial of the user who was first seen last when it was set. Absent: it is older than this process. In memory only. */
  readonly lastSerial?: number | undefined;
  readonly reason?: string | undefined;
  readonly by: Author;
  /** How high whoever did it stood. It is about those who stand lower, and lifted by nobody who does. */
  readonly rank: Rank;
}

/** Somebody who was made a moderator. */
export interface Appointment {
  readonly user: string;
  readonly nick: string;
  readonly by: Author;
  readonly at: number;
}

/** Somebody who may come in. */
export interface Invitation {
  readonly user: string;
  readonly nick: string;
  readonly by: Author;
  readonly at: number;
  readonly until: number;
  /** The same by the monotonic clock, which decides. In memory only. */
  readonly endsAt?: number | undefined;
}

/** A guest who may speak where newcomers wait. */
export type Permission = Appointment;

/** The lists of a room, by their names in keys. */
export interface Lists {
  readonly ban: Sanction;
  readonly mute: Sanction;
  readonly role: Appointment;
  readonly invite: Invitation;
  readonly allow: Permission;
}

/** How many entries of each list a room has at most. */
export const mostOf: Readonly<Record<keyof Lists, number>> = {
  ban: 500,
  mute: 500,
  role: 1_000,
  invite: 1_000,
  allow: 1_000,
};
