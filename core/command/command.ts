import type { Awaitable } from '../awaitable.js';
import type { JsonObject } from '../json.js';
import type { Refusal } from '../message/refusal.js';
import type { Verbatim } from '../message/verbatim.js';
import type { Session } from '../session/session.js';

/** How people type a command: `/name …`. */
export interface Slash {
  /** Without the slash: 1–32 small letters, digits or `-`; people may type capitals. Not `help`. */
  readonly name: string;
  /** What comes after the name, for `/help`: `NICK TEXT`. Default: nothing. */
  readonly usage?: string;
  /** One line for `/help`. Default: the command's. */
  readonly summary?: string;
  /** The command's fields from what was typed after the name, trimmed; `here` is the room the person is looking at. */
  fields?(typed: string, here: string | undefined): JsonObject | Refusal;
  /** What the person reads when it is done. Default: nothing. */
  answer?(result: JsonObject): string | undefined;
}

/** What came with a command's fields. */
export interface CommandAttachment {
  /** What came in a binary frame; `undefined`: nothing, as on wires that carry no bytes. */
  readonly bytes: Uint8Array | undefined;
  /** What the peer's program wrote, where that is another form of what is asked for. Dialects give it, not clients. */
  readonly verbatim: Verbatim | undefined;
  /** Whether a text over the limits is delivered as several messages. Default false. */
  readonly inParts?: boolean | undefined;
}

/** Something that clients may ask for. One declaration serves every wire. */
export interface Command<Input = JsonObject> {
  /** The `type` of the native frame: 1–32 letters, digits, `.`, `_` or `-`. */
  readonly name: string;
  /** One line for `/help`. */
  readonly summary: string;
  /** Whether it may come before the login. Default false. */
  readonly beforeLogin?: boolean;
  /** Whether it has limits of its own, so that whoever limits commands leaves it alone: parts of a file. Default false. */
  readonly paced?: boolean;
  /**
   * Checks what the client sent. Default: takes the fields as they are.
   * @throws ChatError, most often `CHAT_BAD_COMMAND`.
   */
  parse?(fields: JsonObject, enclosed: CommandAttachment): Input;
  /**
   * Whether several of a session may be under way together: messages wait for the disk, and need not wait for one another.
   * Each begins when the one before has called `next` or is done, and they are answered in order. Whatever does not overlap
   * begins when all before it are done. Default false.
   */
  readonly overlaps?: boolean;
  /**
   * Does it. The result is the reply; what it throws besides a ChatError is reported and refused.
   * @param next Of a command that overlaps: lets the next one begin.
   */
  run(input: Input, session: Session, next?: () => void): Awaitable<JsonObject | Refusal>;
  /** How people type it. Absent: only programs can ask for it. */
  readonly slash?: Slash;
}
