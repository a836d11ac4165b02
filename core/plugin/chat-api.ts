import type { Json } from '../json.js';
import type { Receipt } from '../message/message.js';
import type { Refusal } from '../message/refusal.js';
import type { Delivery, Occupant, RoomSignal } from '../protocol/events.js';
import type { RoomInfo } from '../room/directory.js';
import type { Session } from '../session/session.js';

/** A message that a plugin says. */
export interface Saying {
  /** Where, by any spelling of the name that folds to it. Nobody need be there. */
  readonly room: string;
  /** What, within the limits of every message. */
  readonly text: string;
  /** Default `text`. */
  readonly kind?: string;
  /** What goes beside the text. Default: nothing. */
  readonly data?: Json;
  /** The same key again is the same message. Default: none. */
  readonly key?: string;
  /** Who says it. Default: the plugin's name. */
  readonly nick?: string;
}

/** What plugins may do in the chat. */
export interface ChatApi {
  /** Publishes a message, the way every message goes. @throws ChatError for a room or text that is not allowed. */
  say(saying: Saying): Promise<Receipt | Refusal>;
  /**
   * Shows an event to everybody in a room, once: no log keeps it, and whoever is not connected misses it.
   * @returns Its id, by which `hub.why` knows it.
   * @throws ChatError for a room's name that is not allowed.
   */
  signal(room: string, event: RoomSignal, options?: { readonly delivery?: Delivery }): string;
  /** The rooms with somebody in them, conversations of two left out. */
  rooms(): readonly RoomInfo[];
  /** Who is in a room; nobody where there is no such room. */
  members(room: string): readonly Occupant[];
  /** Every session that has logged in. */
  sessions(): readonly Session[];
}
