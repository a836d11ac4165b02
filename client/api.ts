import type { ConnectOptions, JoinOptions, SayOptions, TellOptions } from './command-options.js';
import type { DirectChat } from './direct-api.js';
import type { ClientEvents, ClientState, StateReason } from './events.js';
import type { FetchedFile, FetchOptions, FileOptions, FileSending, FileTarget, Sendable } from './files/index.js';
import type { CommandFields, CommandResult } from './requests.js';
import type { ChatRoom } from './room-api.js';
import type { Person, Receipt, RoomView } from './view.js';

/**
 * A chat client that comes back by itself. `join`, `leave`, `say`, `tell` and `nick` wait for a connection where there
 * is none, and are sent again, in their order and to the same effect, where one was lost before the answer.
 * They all reject with a {@link ClientError}, with `CLIENT_STOPPED` once the client is stopped: its text and `details` say why,
 * `details.reason` has the code. Promises that are ignored do no harm.
 */
export interface Client {
  /** Where it is with its connection. */
  readonly state: ClientState;
  /** Why it is waiting, or was stopped other than by the program; as the event `state` told it. `undefined` in any other state. */
  readonly reason: StateReason | undefined;
  /** Who the user is; `undefined` before the first login and after `quit`. */
  readonly user: Person | undefined;
  /** The rooms that the user is in and the conversations that were begun, by folded name. */
  readonly rooms: ReadonlyMap<string, RoomView>;
  /**
   * The secret with which the session is resumed: `ClientOptions.token`, one that the client has drawn, or one of the server.
   * `undefined` before the first attempt, unless it was given, and after `quit`. A page that keeps it in its
   * `sessionStorage` comes back as the same user, in the same rooms, after it was reloaded.
   */
  readonly token: string | undefined;
  /**
   * What the server takes, as it said at the login: `textCharacters`, `textBytes`, `textLines`, `nickCharacters`,
   * `roomCharacters`, `dataBytes`. Empty before the first login.
   */
  readonly limits: Readonly<Record<string, number>>;
  /**
   * Connects, and from then on stays connected. While connecting or online: nothing. With a `nick`, the next attempt asks for
   * that one: so a client that was refused with `CHAT_NICK_TAKEN` tries another.
   */
  connect(options?: ConnectOptions): void;
  /** The network or the person is back: tries at once instead of waiting, or makes sure that the connection lives. */
  hurry(): void;
  /**
   * Drops the connection and stays away until `connect`; the server keeps the session for a while.
   * What still waits is rejected with `CLIENT_STOPPED`.
   */
  stop(): void;
  /**
   * Says goodbye, ends the session and stays away. What was sent is still answered, what was not is rejected with
   * `CLIENT_STOPPED`. Resolves once the client is stopped, and never rejects.
   *
   * @param text last words, at most 300 characters
   */
  quit(text?: string): Promise<void>;
  /** Goes into a room. */
  join(room: string, options?: JoinOptions): Promise<ChatRoom>;
  /** Goes out of a room. */
  leave(room: string): Promise<void>;
  /** Says something in a room. Resolves once the message is kept; the message itself has been told then. */
  say(room: string, text: string, more?: SayOptions): Promise<Receipt>;
  /**
   * A conversation with one person, by nick. It begins with the first message; nothing is sent before. Once it has begun it
   * stays with that person, whoever has the nick then.
   */
  direct(nick: string): DirectChat;
  /** Says something to one person, by nick. */
  tell(to: string, text: string, more?: TellOptions): Promise<Receipt>;
  /**
   * Tells a room that the user writes, or has stopped to. Only while online; it is never queued and never fails.
   *
   * @param on default true
   */
  typing(room: string, on?: boolean): void;
  /**
   * Sends a file, to a room that the user is in or to one person, where the server takes files. It goes on by itself after a
   * lost connection, from where it was.
   */
  sendFile(target: FileTarget, file: Sendable, options?: FileOptions): FileSending;
  /**
   * Fetches a file, where the server keeps files, as fast as its bytes are read. It goes on by itself after a lost connection,
   * from where it was. Rejects with the server's code, such as `FILE_UNKNOWN`, with `CLIENT_ABORTED` and `CLIENT_STOPPED`.
   *
   * ```ts
   * const { name, bytes } = await client.fetchFile(id);
   * for await (const part of bytes) await write(name, part);
   * ```
   *
   * @param file its id: in a message of the kind `file`, `data.file`
   * @throws TypeError for an offset that is not a whole number from 0
   */
  fetchFile(file: string, options?: FetchOptions): Promise<FetchedFile>;
  /** Changes the user's nick. Resolves to what the user is called now. */
  nick(nick: string): Promise<string>;
  /**
   * Runs any other command. It is neither queued nor sent again: without a connection, and when the connection is
   * lost before the answer, it rejects with `CLIENT_CONNECTION_LOST`.
   *
   * @param command its type; of those in {@link ClientCommands} fields and result are known
   * @param fields  its fields, without `type` and `ref`
   * @returns the `result` of the reply, as the server has sent it
   */
  request<C extends string>(command: C, ...fields: CommandFields<C>): Promise<CommandResult<C>>;
  /**
   * Listens. What a listener throws is thrown again from a timer of its own, and disturbs nobody else.
   *
   * @returns ends the listening
   */
  on<E extends keyof ClientEvents>(event: E, listener: ClientEvents[E]): () => void;
}
