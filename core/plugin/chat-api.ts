import type { Json } from '../json.js';
import type { Receipt } from '../message/message.js';
import type { Refusal } from '../message/refusal.js';
import type { Occupant } from '../protocol/events.js';
import type { RoomInfo } from '../room/directory.js';
import type { Session } from '../session/session.js';

/** A message that a plugin says. */
export interface Saying {
  readonly room: string;
  readonly text: string;
  /** Default `text`. */
  readonly kind?: string;
  readonly data?: Json;
  readonly key?: string;
  /** Who says it. Default: the plugin's name. */
  readonly nick?: string;
}

/** What plugins may do in the chat. */
export interface ChatApi {
  /** Publishes a message, the way every message goes. @throws ChatError for a room or text that is not allowed. */
  say(saying: Saying): Promise<Receipt | Refusal>;
  /** The rooms with somebody in them, conversations of two left out. */
  rooms(): readonly RoomInfo[];
  /** Who is in a room; nobody where there is no such room. */
  members(room: string): readonly Occupant[];
  /** Every session that has logged in. */
  sessions(): readonly Session[];
}
