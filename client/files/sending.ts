import type { Position } from '../view.js';
import type { Sendable } from './source.js';

/** A room that the user is in. */
export interface ToRoom {
  /** By any spelling of its name. */
  readonly room: string;
}

/** One person. */
export interface ToPerson {
  /** The nick. */
  readonly to: string;
}

/** Whom a file is for. */
export type FileTarget = ToRoom | ToPerson;

/** How a file is sent. */
export interface FileOptions {
  /** What it is called. Default: the name of the `File`, else `file`. */
  readonly name?: string;
  /** What it is, `image/png`. Default: the type of the `File`, else nothing. */
  readonly mediaType?: string;
  /** Its SHA-256 in hexadecimal digits; the server checks it. Default: nothing is checked. */
  readonly sha256?: string;
  /** Told how much of it the server has, in bytes, whenever that is more. */
  readonly progress?: (acknowledged: number, size: number) => void;
}

/** A file that is kept, and announced as a message of the kind `file`. */
export interface SentFile extends Position {
  /** Its id: whoever knows it may fetch it. */
  readonly file: string;
  /** Its SHA-256, in 64 hexadecimal digits. */
  readonly sha256: string;
  /** The room's folded name, or that of the conversation. */
  readonly room: string;
  /** The id of the message. */
  readonly id: string;
  /** When the message was taken, in milliseconds since the Unix epoch. */
  readonly at: number;
  /** Where it is on the web. Absent: nowhere. */
  readonly url?: string;
}

/**
 * A file on its way to the server. It goes on by itself after a lost connection, from where it was; and from its beginning where
 * the server has lost what it had, up to three times. It is announced once.
 */
export interface FileSending {
  /**
   * Resolves when it is there, checked and announced. Rejects with the server's code (`FILE_UNKNOWN` where it has lost the
   * upload again and again, `FILE_GONE` where the message that announced it was deleted), with `CLIENT_ABORTED`, with
   * `CLIENT_FILE_CHANGED` where the file cannot be read to its end, and with `CLIENT_STOPPED`.
   */
  readonly done: Promise<SentFile>;
  /** In bytes. */
  readonly size: number;
  /** How much the server has, in bytes. Falls to 0 where the file is sent anew. */
  readonly acknowledged: number;
  /** Whether it is paused. */
  readonly paused: boolean;
  /** Sends no more for now. The server forgets what stands still for too long. */
  pause(): void;
  /** Goes on. */
  resume(): void;
  /** Gives it up. Once it is done: nothing. */
  abort(): void;
}

/** What is to be sent. */
export interface Outbound {
  readonly target: FileTarget;
  readonly file: Sendable;
  readonly options: FileOptions;
}
