import type { Awaitable } from '../awaitable.js';
import type { ErrorCode } from '../errors.js';
import type { JsonObject } from '../json.js';
import type { Refusal } from '../message/refusal.js';
import type { ServerEvent } from '../protocol/events.js';
import type { Session } from '../session/session.js';
import type { Clock } from './clock.js';
import type { CloseReason, ConnectionInfo, Frame, FrameFault, Framing, SplitFrame } from './transport.js';

/**
 * How events become frames. Pure, and shared: sessions with the same rendering see a broadcast as the same
 * frame, which is made once. The object's identity is the cache key.
 */
export interface Encoder {
  /** For people who debug: `native`, `text`. */
  readonly name: string;
  /** The frame for an event, or `undefined` where these clients are not shown it. */
  encode(event: ServerEvent): Frame | undefined;
  /**
   * The frame for an event of a large transfer and the bytes that go with it, for a connection of that framing, or
   * `undefined` where these clients take none. Not shared, unlike {@link encode}. In two parts only where the framing
   * has `packSplit`; a whole frame has a copy of the bytes, whose memory is used again. Absent: they take none at all.
   */
  encodeBytes?(event: ServerEvent, bytes: Uint8Array, framing: Framing): Frame | SplitFrame | undefined;
}

/** A command as people type it, `/name …`. */
export interface SlashCommand {
  /** Without the slash. */
  readonly name: string;
  /** What comes after the name, for `/help`: `NICK TEXT`, or `''`. */
  readonly usage: string;
  /** One line for `/help`. */
  readonly summary: string;
  /** The command's fields from what was typed after the name; `here` is the room the person is looking at. */
  fields(typed: string, here: string | undefined): JsonObject | Refusal;
  /** What the person reads when it is done; `undefined` for nothing. */
  answer(result: JsonObject): string | undefined;
  /** The command that runs. */
  readonly command: string;
}

/** What came of a command. */
export type Outcome = JsonObject | Refusal;

/** What comes with a command's fields. */
export interface Attachment {
  /** Such as part of a file. Default: nothing. */
  readonly bytes?: Uint8Array | undefined;
  /**
   * What the peer wrote to say, to come in or to leave, as it was: events that come of it have it as their `verbatim`, in the
   * form of this dialect. Default: nothing.
   */
  readonly verbatim?: string | undefined;
  /**
   * Whether a text over the limits is delivered as several messages, for clients that cannot know the limits. Default false: it
   * is refused.
   */
  readonly inParts?: boolean | undefined;
  /** Why the frame is refused and its command not run: counted as a fault, and answered in its turn. Default: it is run. */
  readonly refusal?: Refusal | undefined;
}

/** What a dialect's session may do. */
export interface DialectPort {
  /** What is known of the connection. */
  readonly info: ConnectionInfo;
  /** The connection's framing at this moment. */
  readonly framing: Framing;
  /** Whether the bytes so far are a program's, although its first frame may not be whole. Absent: nothing tells. */
  readonly isProgram?: boolean;
  /** The time for the dialect's timers. */
  readonly clock: Clock;
  /** Whom this is about. A resume may put another session in its place. */
  readonly session: Session;
  /** The slash commands there are at this moment, by name. */
  readonly slashes: ReadonlyMap<string, SlashCommand>;
  /**
   * Runs a command; never rejects. What the outcome says is the dialect's to tell the peer.
   * @param enclosure What comes with the fields. Default: nothing.
   */
  run(command: string, fields: JsonObject, enclosure?: Attachment): Awaitable<Outcome>;
  /** Queues one frame, after everything that happened before. */
  send(frame: Frame): void;
  /**
   * Counts a frame that made no sense; too many in a row close the connection.
   * @param code Default `CHAT_BAD_FRAME`.
   */
  fault(code?: ErrorCode): void;
  /** Says farewell and closes. */
  close(reason: CloseReason): void;
}

/** One connection's conversation. Calls come one at a time and in order. */
export interface DialectSession {
  /** The dialect spoken, once it is known which. */
  readonly name: string;
  /** In force now; may change until the peer has logged in. */
  readonly encoder: Encoder;
  /** Whether the peer is shown its own messages. */
  readonly echo: boolean;
  /**
   * Whether each frame runs one command at most. Then the next frame is handed over while a message is being kept, and what
   * {@link frame} returned has not settled; answers keep their order. Default false.
   */
  readonly single?: boolean;
  /** The connection is accepted; the dialect may greet. Comes first, unless there is only a farewell. */
  greet(): Awaitable<void>;
  /** One frame. The next is handed over when what this returns has settled. Must not throw or reject. */
  frame(frame: Frame): Awaitable<void>;
  /** The transport threw a frame away. */
  rejected(fault: FrameFault): void;
  /**
   * The connection is about to be closed from this side: say so in the dialect's way.
   * @param reconnectMs When to come back; `undefined`: not at all.
   * @param kept Whether the session is kept meanwhile.
   */
  farewell(reason: CloseReason, reconnectMs: number | undefined, kept: boolean): void;
  /** The connection is gone; undo timers. */
  closed(): void;
}

/** How clients of one kind speak: frames to commands, events to frames. Proven by `dialectConformance`. */
export interface Dialect {
  /** Short, in lower case: `native`, `text`, `auto`. What is spoken in the end is {@link DialectSession.name}. */
  readonly name: string;
  /** A connection has opened. Sends nothing yet: it may be refused. */
  open(port: DialectPort): DialectSession;
}
