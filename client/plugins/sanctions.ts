import type { InRoom } from '../requests.js';
import type { Person } from '../view.js';

/** Somebody, as they are called. */
export interface ByNick {
  /** The nick. */
  readonly nick: string;
}

/** Somebody, by id. */
export interface ByUser {
  /** The user's id. */
  readonly user: string;
}

/** Somebody, by one of their sessions. */
export interface BySession {
  /** The session's id. */
  readonly session: string;
}

/** Whoever comes from somewhere. */
export interface ByAddress {
  /** An address, or a range like `192.0.2.0/24`. */
  readonly address: string;
}

/** An act, by its number. */
export interface ByNumber {
  /** The number. */
  readonly id: string;
}

/** Somebody, by one of three. */
export type Somebody = ByNick | ByUser | BySession;

/** Whom a ban or a mute is about. */
export type SanctionTarget = Somebody | ByAddress;

/** An act, as its room was told of it; with `*` as the room, everywhere. */
export interface Acted extends InRoom {
  /** For people. */
  readonly line: string;
}

/** A ban or a mute that was set. */
export interface Sanctioned extends Acted {
  /** Its number. */
  readonly id: string;
  /** When it is over, in milliseconds since the Unix epoch. Absent: it does not end by itself. */
  readonly until?: number;
}

/** A ban or a mute in a list. */
export interface ListedSanction {
  /** Its number. */
  readonly id: string;
  /** For people: whom it is about. */
  readonly label: string;
  /** When it was set, in milliseconds since the Unix epoch. */
  readonly at: number;
  /** Who set it. */
  readonly by: Person;
  /** The user's id. Absent: a nick or an address is meant. */
  readonly user?: string;
  /** The nick. Absent: an id or an address is meant. */
  readonly nick?: string;
  /** True: their network too. */
  readonly network?: boolean;
  /** True: it also holds for guests who come later from their network. */
  readonly newGuests?: true;
  /** Which networks; for operators alone. */
  readonly nets?: readonly string[];
  /** When it is over, in milliseconds since the Unix epoch. Absent: it does not end by itself. */
  readonly until?: number;
  /** How long that still is, in milliseconds. */
  readonly leftMs?: number;
  /** Why. Absent: nobody said. */
  readonly reason?: string;
}

/** Why. */
export interface Reason {
  /** At most 200 characters. Default: none. */
  readonly reason?: string;
}

/** For how long. */
export interface Term {
  /** In seconds, up to ten years. Default: without an end; of an invitation, seven days. */
  readonly seconds?: number;
}

/** For how long and why, and whether all who come from the same network are meant. */
export interface SanctionTerms extends Reason, Term {
  /** Default false. */
  readonly network?: boolean;
}

/** Which part of a list. */
export interface SanctionListWish extends InRoom {
  /** Only what stands behind this number. Default: from the first. */
  readonly after?: string;
  /** So many at most: 1 to 100. Default 50. */
  readonly limit?: number;
}

/** Who is banned. */
export interface BanList extends InRoom {
  /** In the order in which they were banned. */
  readonly bans: readonly ListedSanction[];
  /** Whether there are more. */
  readonly more: boolean;
}

/** Who is muted. */
export interface MuteList extends InRoom {
  /** In the order in which they were muted. */
  readonly mutes: readonly ListedSanction[];
  /** Whether there are more. */
  readonly more: boolean;
}

/** How many sessions were shown out. */
export interface Kicked extends Acted {
  /** Of one person. */
  readonly sessions: number;
}

/** How many bans or mutes were lifted. */
export interface Lifted extends Acted {
  /** So many. */
  readonly lifted: number;
}
