import type { Occupant } from '../core/protocol/events.js';

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
  who: Exchange<InRoom, RoomMembers>;
  /** The rooms with somebody in them, the fullest first. */
  rooms: Exchange<object, RoomList>;
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
  /** The people there. */
  readonly members: readonly Occupant[];
}

/** Which rooms there are. */
export interface RoomList {
  /** The fullest first. */
  readonly rooms: readonly ListedRoom[];
}

/** A room in a list. */
export interface ListedRoom extends InRoom {
  /** How many people are there. */
  readonly members: number;
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
