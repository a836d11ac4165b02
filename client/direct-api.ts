import type { TellOptions } from './command-options.js';
import type { FileOptions, FileSending, Sendable } from './files/index.js';
import type { HistoryPage, HistoryQuery } from './history.js';
import type { ClientMessage } from './kinds.js';
import type { RoomEvents } from './room-api.js';
import type { Position, Receipt } from './view.js';

/**
 * A conversation of two. It is there before anything was said, and stays the same over lost connections.
 *
 * ```ts
 * const bob = client.direct('bob');
 * bob.on('message', ({ from, text }) => console.log(`${from.nick}: ${text}`));
 * await bob.say('psst');
 * ```
 */
export interface DirectChat {
  /** What the other one is called now, as far as the client knows. */
  readonly nick: string;
  /** The name of the conversation in `Client.rooms`; `undefined` until something was said, by either of the two. */
  readonly name: string | undefined;
  /** The place of the last message that was told; `undefined` before the first. */
  readonly position: Position | undefined;
  /** True from coming back until the conversation is caught up. */
  readonly recovering: boolean;
  /** Says something. Resolves once the message is kept; rejects with `CHAT_USER_UNKNOWN` where nobody has the nick. */
  say(text: string, more?: TellOptions): Promise<Receipt>;
  /** Tells the other one that the user writes, or has stopped to; not before something was said. @param on Default true. */
  typing(on?: boolean): void;
  /** Sends a file; goes on by itself after a lost connection. */
  sendFile(file: Sendable, options?: FileOptions): FileSending;
  /** What was said before, as {@link ChatRoom.history}. An empty page where nothing was said yet. */
  history(query?: HistoryQuery): Promise<HistoryPage>;
  /**
   * Messages one after the other, from this call on, over lost connections. Ends when the client is stopped. Rejects with
   * `CLIENT_BEHIND` when more than 10 000 wait to be taken.
   */
  messages(): AsyncIterableIterator<ClientMessage, undefined, undefined>;
  /** Listens to what happens in this conversation. @returns ends the listening */
  on<E extends keyof RoomEvents>(event: E, listener: RoomEvents[E]): () => void;
}
