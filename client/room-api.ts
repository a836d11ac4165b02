import type { RosterEntry } from '../core/protocol/events.js';
import type { SayOptions } from './command-options.js';
import type { ClientEvents } from './events.js';
import type { FileOptions, FileSending, Sendable } from './files/index.js';
import type { HistoryPage, HistoryQuery } from './history.js';
import type { ClientMessage } from './kinds.js';
import type { Position, Receipt } from './view.js';

/** What can be heard of one room. */
export type RoomEvents = Pick<
  ClientEvents,
  'message' | 'gap' | 'recovered' | 'caughtUp' | 'joined' | 'left' | 'renamed' | 'typing' | 'presence' | 'roster'
>;

/**
 * A room that the user has gone into. It stays the same over lost connections, and after leaving and going in again.
 *
 * ```ts
 * const lobby = await client.join('lobby');
 * await lobby.say('hello');
 * for await (const { from, text } of lobby.messages()) console.log(`${from.nick}: ${text}`);
 * ```
 */
export interface ChatRoom {
  /** The folded name. */
  readonly name: string;
  /** Where its log was when this `join` was done: what is behind it is told as messages. */
  readonly since: Position;
  /** Whether the user is in it, as far as the client knows. */
  readonly inside: boolean;
  /** The place of the last message that was told; `undefined` while outside, and until the server has said where the room is. */
  readonly position: Position | undefined;
  /** Who is there, as it was last while there is no connection; nobody while outside. */
  readonly members: readonly RosterEntry[];
  /** True from coming back until the room is caught up. */
  readonly recovering: boolean;
  /** Says something. Resolves once the message is kept. */
  say(text: string, more?: SayOptions): Promise<Receipt>;
  /** Tells the others that the user writes, or has stopped to. @param on Default true. */
  typing(on?: boolean): void;
  /** Sends a file to everybody there; goes on by itself after a lost connection. */
  sendFile(file: Sendable, options?: FileOptions): FileSending;
  /** Goes out of it. */
  leave(): Promise<void>;
  /**
   * What was said before, from the server's history, oldest first. Not queued: without a connection it rejects with
   * `CLIENT_CONNECTION_LOST`, and with `CHAT_COMMAND_UNKNOWN` where the server keeps none.
   */
  history(query?: HistoryQuery): Promise<HistoryPage>;
  /**
   * Messages one after the other, from this call on, over lost connections. Ends when the user is out of the room or the
   * client is stopped. Rejects with `CLIENT_BEHIND` when more than 10 000 wait to be taken.
   */
  messages(): AsyncIterableIterator<ClientMessage, undefined, undefined>;
  /** Listens to what happens in this room. @returns ends the listening */
  on<E extends keyof RoomEvents>(event: E, listener: RoomEvents[E]): () => void;
}
