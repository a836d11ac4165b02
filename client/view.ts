import type { RosterEntry } from '../core/protocol/events.js';

/** Somebody, by id and nick. */
export interface Person {
  /** The user's id. */
  readonly id: string;
  /** What they are called now. */
  readonly nick: string;
}

/** A place in a room's log. */
export interface Position {
  /** Names one life of the log. */
  readonly epoch: string;
  /** 1, 2, 3, … within an epoch; 0 is before the first message. */
  readonly offset: number;
}

/** A room that the client is in, or a conversation of two, as far as the client knows it. It changes as things happen. */
export interface RoomView {
  /** The folded name; that of a conversation begins with `@`. */
  readonly name: string;
  /** The last place that was told; `undefined` until the server has said where the room is. */
  readonly position: Position | undefined;
  /** Who is there, by user id; as it was last, while there is no connection. */
  readonly members: ReadonlyMap<string, RosterEntry>;
  /** True from coming back until the room is caught up. */
  readonly recovering: boolean;
  /** The other one, in a conversation of two, as they are called now. `undefined` in rooms, and as long as nobody has said. */
  readonly partner: Person | undefined;
}

/** What `join` brings. */
export interface JoinResult extends Position {
  /** The room's folded name. */
  readonly room: string;
  /** Who is there, with me. */
  readonly members: readonly RosterEntry[];
}

/** What `say` and `tell` bring: the message is kept. */
export interface Receipt extends Position {
  /** The message's id. */
  readonly id: string;
  /** The room's folded name, or that of the conversation. */
  readonly room: string;
  /** When the server took it, in milliseconds since the Unix epoch. */
  readonly at: number;
  /** The key under which it was sent. */
  readonly key: string;
}
