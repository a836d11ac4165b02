import type { Awaitable } from '../awaitable.js';
import type { JsonObject } from '../json.js';
import type { Draft, Entry } from '../message/message.js';
import type { Refusal } from '../message/refusal.js';
import type { ConnectionInfo } from '../ports/transport.js';
import type { RoomPrivacy } from '../room/room.js';
import type { LoginSession, Session } from '../session/session.js';

/** A connection that has just opened. */
export interface ConnectRequest {
  /** What is known of it so far. */
  readonly info: ConnectionInfo;
}

/** Somebody who introduces themselves. A gate decides who they are by setting `account`, `nick`, or refusing. */
export interface LoginRequest {
  /** What they want to be called; `undefined`: whatever is free. */
  readonly nick: string | undefined;
  /** Who they are. Sessions of one account are one user. `undefined`: a guest. */
  readonly account: string | undefined;
  /** What the client sent to prove it: never logged. */
  readonly credentials: JsonObject | undefined;
  /** What the client says it is, `name/version`. */
  readonly client: string | undefined;
  /**
   * When the login expires, in milliseconds since the Unix epoch (a JWT's `exp` counts seconds, RFC 7519 §4.1.4). Then the hub closes
   * the connection with `CHAT_LOGIN_EXPIRED`; a client that can be resumed comes back and shows its credentials again. A gate
   * may set it; where several do, the last one has the last word. `undefined`: never.
   */
  readonly expiresAt: number | undefined;
}

/** Somebody who wants another nick. */
export interface RenameRequest {
  /** The nick that is wanted; a gate may put another in its place. */
  readonly nick: string;
  /** The nick until now. */
  readonly was: string;
}

/** Somebody who wants into a room. */
export interface JoinRequest {
  /** The folded name of the room. */
  readonly room: string;
  /** Nobody is there yet. */
  readonly creates: boolean;
  /** What was given as the room's password; `undefined`: nothing. Never logged. */
  readonly password: string | undefined;
  /**
   * With how many of the room's newest messages to begin; a gate may put another number there. `undefined`: the client did not
   * say, and gets none unless a gate says so. 0 where it says from which place on it wants them.
   */
  readonly last: number | undefined;
  /** Who may see the room from outside; a gate that knows puts it here. Default: as it is, `public` for a new room. */
  readonly privacy?: RoomPrivacy | undefined;
}

/** A session that wants to know of a room that is not public, and that it is not in. */
export interface SeeRequest {
  /** The folded name of the room. */
  readonly room: string;
  /**
   * What it may know: all, with the members; the `name` and that it is locked; or nothing, as if there were no such room. At first
   * as the room's privacy says; a gate may say otherwise.
   */
  readonly sees: 'all' | 'name' | 'nothing';
}

/** A user who writes something, or has stopped to. */
export interface TypingRequest {
  /** The folded name of the room, or of the direct conversation. */
  readonly room: string;
  /** False: no longer. */
  readonly on: boolean;
}

/** A command that is about to run. */
export interface CommandRequest {
  /** The command's name. */
  readonly command: string;
  /** The size of the frame that brought it; 0 where that has been counted with an earlier command. */
  readonly bytes: number;
  /** See {@link Command.paced}. */
  readonly paced: boolean;
}

/** Last words, of somebody who leaves. */
export interface FarewellRequest {
  /** What was said, at most 300 characters. */
  readonly text: string;
}

/** Somebody who wants to change or delete a message that is kept. */
export interface AlterRequest {
  /** Which of the two. */
  readonly what: 'edit' | 'delete';
  /** The message, in its place. */
  readonly entry: Entry;
  /** Whether they may: at first, whether it is their own. A gate may say otherwise. */
  readonly allowed: boolean;
}

/** Somebody who wants to give a room a topic. */
export interface TopicRequest {
  /** The folded name of the room. */
  readonly room: string;
  /** What the room is to be about; `''`: nothing any more. */
  readonly topic: string;
}

/** Somebody who wants to send a file. */
export interface FileRequest {
  /** The folded name of the room, or of the conversation of two. */
  readonly room: string;
  /** As it will be shown, cleaned: no path, no control characters. */
  readonly name: string;
  /** In bytes. */
  readonly size: number;
  /** The media type that the sender gave, such as `image/png`. */
  readonly type: string;
}

/** The stages that a request can be refused or changed at. Plugins add their own by declaration merging. */
export interface Gates {
  /** Every connection, before anything is said on it. */
  connect: ConnectRequest;
  /** Every `hello`, whatever the wire, before the nick is given. */
  login: LoginRequest;
  /** Every change of a nick after the login. */
  rename: RenameRequest;
  /** Every session that wants into a room which it is not in. Conversations of two are not asked about. */
  join: JoinRequest;
  /** Every room that is not public, for each session outside of it that asks for rooms or members. A refusal shows nothing. */
  see: SeeRequest;
  /** Every `typing` of a session. A refusal keeps it from the others; the client is not told. */
  typing: TypingRequest;
  /** Every command of a session, before its fields are looked at; `hello` as well. */
  command: CommandRequest;
  /** The last words of somebody who leaves. Whoever is refused leaves without them. */
  farewell: FarewellRequest;
  /** Every change or deletion of a message, before the gates of `publish`. Asked by whatever plugin has them. */
  alter: AlterRequest;
  /** Every change of a room's topic. Asked by whatever plugin has topics. */
  topic: TopicRequest;
  /** Every file, before its first byte. Asked by whatever plugin transfers files. */
  file: FileRequest;
  /** Every message, on the node where it is published, once: before it is numbered, kept or delivered. */
  publish: Draft;
}

/** Decides on a request: the same, a changed one, or a refusal. What it throws counts as a failure, not a decision. */
export type Gate<S extends keyof Gates> = (request: Gates[S], session: GateSession<S>) => Awaitable<Gates[S] | Refusal>;

/** What the gates of a stage get for the session: before the log-in, one that stands for the login. */
export type GateSession<S extends keyof Gates> = S extends 'connect' | 'login' ? LoginSession : Session;

/** How a gate is run. */
export interface GateOptions {
  /** `first` and `last` come before and after all gates without a phase. */
  readonly phase?: 'first' | 'last';
  /** How long it may take, in milliseconds. Default: the limit `gateMs`. */
  readonly deadlineMs?: number;
  /** What its failing (throwing, rejecting, taking too long) means. Default `refuse`. */
  readonly onFailure?: 'refuse' | 'pass';
}
