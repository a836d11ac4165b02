import type { Json } from '../json.js';
import type { Receipt } from '../message/message.js';
import type { Refusal } from '../message/refusal.js';
import type { Delivery, EphemeralEvent, RosterEntry } from '../protocol/events.js';
import type { SentMessage } from '../room/message-sender.js';
import type { RoomPrivacy } from '../room/room.js';
import type { RoomInfo } from '../room/room-registry.js';
import type { Session, User } from '../session/session.js';
import type { MessageLog } from './message-log.js';

/** A message that a plugin says. */
export interface SayOptions {
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

/** What a plugin says in somebody else's name. */
export interface SayAsOptions {
  /** The room or conversation of two, by its folded name, that the session is in. This, or {@link to}. */
  readonly room?: string;
  /** The nick of whom to tell it to. */
  readonly to?: string;
  /** What, within the limits of every message. */
  readonly text: string;
  /** Default `text`. */
  readonly kind?: string;
  /** What goes beside the text. Default: nothing. */
  readonly data?: Json;
  /** The same key again is the same message. Default: none. */
  readonly key?: string;
}

/** What plugins may do in the chat. */
export interface ChatApi {
  /** What was said, as the broker keeps it. */
  readonly log: MessageLog;
  /**
   * Publishes a message in the name of a session's user, as if they had said it themselves.
   * @returns The receipt and the room that it is in.
   * @throws ChatError `CHAT_NOT_IN_ROOM`, `CHAT_USER_UNKNOWN`, `CHAT_LOGIN_REQUIRED`, and for a text that is not allowed.
   * @throws TypeError for neither a room nor somebody to tell it to.
   */
  sayAs(session: Session, saying: SayAsOptions): Promise<SentMessage | Refusal>;
  /**
   * Takes a session out of a room; it is told so by a `left` of its own. Says whether it was there.
   * @param reason Shown to everybody there.
   */
  remove(session: Session, room: string, reason?: string): boolean;
  /** The user of that nick, or of one that looks like it, if they are here. */
  user(nick: string): User | undefined;

  /** Publishes a message, the way every message goes. @throws ChatError for a room or text that is not allowed. */
  say(saying: SayOptions): Promise<Receipt | Refusal>;
  /**
   * Shows an event to everybody in a room, once: no log keeps it, and whoever is not connected misses it.
   * @returns Its id, by which `hub.why` knows it.
   * @throws ChatError for a room's name that is not allowed.
   */
  broadcastEphemeral(room: string, event: EphemeralEvent, options?: { readonly delivery?: Delivery }): string;
  /**
   * Says who may see a room from outside, until it closes. Nothing happens where no session is in it: the next one to come in passes
   * the gates of `join`, which say so.
   * @throws ChatError for a room's name that is not allowed.
   */
  setPrivacy(room: string, privacy: RoomPrivacy): void;
  /** The rooms with somebody in them, hidden ones included, conversations of two left out. */
  rooms(): readonly RoomInfo[];
  /** Who is in a room; nobody where there is no such room. */
  members(room: string): readonly RosterEntry[];
  /** Every session that has logged in. */
  sessions(): readonly Session[];
}
