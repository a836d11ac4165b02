import type { RosterEntry } from '../core/protocol/events.js';

/**
 * What {@link Client.request} knows of commands: by name, their fields and what their reply brings. Plugins and programs add
 * theirs by declaration merging; those of the plugins that come along are in `partyline/client/plugins`.
 *
 * ```ts
 * import type { Exchange } from 'partyline/client';
 *
 * declare module 'partyline/client' {
 *   interface ClientCommands {
 *     'poll.vote': Exchange<{ room: string; choice: number }, { votes: number }>;
 *   }
 * }
 * ```
 */
export interface ClientCommands {
  /** Who is in a room; one need not be in it. */
  who: Exchange<InRoom & PageQuery, RoomMembers>;
  /** The rooms with people in them, page by page: the fullest first, or, with a prefix, by name. */
  rooms: Exchange<RoomsQuery, RoomList>;
  /** The server's time. */
  ping: Exchange<object, ServerTime>;
}

/** A command and its reply. */
export interface Exchange<F extends object, R extends object> {
  /** The command's fields, without `type` and `ref`. */
  readonly fields: F;
  /** The `result` of the reply. */
  readonly result: R;
}

/** About a room. */
export interface InRoom {
  /** Its name: in a command by any spelling, in a reply the folded one. */
  readonly room: string;
}

/** Who is in a room. */
export interface RoomMembers extends InRoom {
  /** The people there, in the order in which they came. */
  readonly members: readonly RosterEntry[];
  /** How many people are there in all. */
  readonly total: number;
  /** Where the next page begins: give it as `after`. Absent: this is the last page. */
  readonly next?: string;
}

/** Which page of a list. */
export interface PageQuery {
  /** At most this many, 1 to 200. Default 200. */
  readonly limit?: number;
  /** The `next` of the page before. Default: from the beginning. */
  readonly after?: string;
}

/** Which rooms. */
export interface RoomsQuery extends PageQuery {
  /** Only rooms whose folded names begin so. Default: all. */
  readonly prefix?: string;
}

/** Which rooms there are. */
export interface RoomList {
  /** The rooms of this page. */
  readonly rooms: readonly ListedRoom[];
  /** How many rooms there are in all, those left out that the client may not see. */
  readonly total: number;
  /** Where the next page begins: give it as `after`. Absent: this is the last page. */
  readonly next?: string;
}

/** A room in a list. */
export interface ListedRoom extends InRoom {
  /** How many people are there. Absent where the room is locked. */
  readonly members?: number;
  /** Present where the room has a password, and only those in it see who is there. */
  readonly locked?: true;
}

/** What `ping` brings. */
export interface ServerTime {
  /** In milliseconds since the Unix epoch. */
  readonly at: number;
}

/** Fields or results of which nothing is known. */
export type UnknownFields = Readonly<Record<string, unknown>>;

/** The fields of a command, as the rest of an argument list: they may be left out where none has to be given. */
export type CommandFields<C extends string> = C extends keyof ClientCommands
  ? object extends ClientCommands[C]['fields']
    ? [fields?: ClientCommands[C]['fields']]
    : [fields: ClientCommands[C]['fields']]
  : [fields?: UnknownFields];

/** What the reply to a command brings. */
export type CommandResult<C extends string> = C extends keyof ClientCommands
  ? ClientCommands[C]['result']
  : UnknownFields;
