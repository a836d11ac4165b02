import type { FileTarget } from '../files/index.js';
import type { InRoom } from '../requests.js';
import type { Person } from '../view.js';

/** The file that a message tells of. Fetch it with `Client.fetchFile`. */
export interface FileData {
  /** Its id: whoever knows it may fetch it. */
  readonly file: string;
  /** What it is called. */
  readonly name: string;
  /** In bytes. */
  readonly size: number;
  /** Its media type, as its sender says: `image/png`. */
  readonly type: string;
  /** Its SHA-256, in 64 hexadecimal digits. */
  readonly sha256: string;
}

/** A file in a list. */
export interface ListedFile extends FileData {
  /** When it was sent, in milliseconds since the Unix epoch. */
  readonly at: number;
  /** Who sent it. */
  readonly from: Person;
  /** Where it is on the web. Absent: nowhere. */
  readonly url?: string;
}

/** Which files. */
export interface FileListWish extends InRoom {
  /** The id of a file: only those that were sent before it. Default: from the newest. */
  readonly before?: string;
  /** So many at most: 1 to 100. Default 20. */
  readonly limit?: number;
}

/** The files of a room. */
export interface FileList extends InRoom {
  /** The newest first. */
  readonly files: readonly ListedFile[];
  /** Whether there are older ones. */
  readonly more: boolean;
}

/** One file. */
export interface OneFile {
  /** Its id. */
  readonly file: string;
}

/** An address to which one file can be sent over HTTP. */
export interface FileTicket extends InRoom {
  /** The address. */
  readonly url: string;
  /** Until when, in milliseconds since the Unix epoch. */
  readonly expiresAt: number;
}

declare module '../requests.js' {
  interface ClientCommands {
    /** The files of a room that one is in. */
    'file.list': Exchange<FileListWish, FileList>;
    /** Removes a file of one's own; of others for operators. */
    'file.remove': Exchange<OneFile, OneFile>;
    /** An address to which one file can be sent over HTTP. */
    'file.ticket': Exchange<FileTarget, FileTicket>;
  }
}

declare module '../kinds.js' {
  interface MessageKinds {
    /** A file was sent. */
    file: FileData;
  }
}
