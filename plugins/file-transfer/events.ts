import type { Author, Session } from '../../core/index.js';

/** A file that is whole and checked, before anybody is offered it. */
export interface FileScanRequest {
  /** The file's id; nobody knows it yet. */
  readonly file: string;
  /** The folded name of the room, or of the conversation of two. */
  readonly room: string;
  /** As it will be shown. */
  readonly name: string;
  /** In bytes. */
  readonly size: number;
  /** What its sender says it is, such as `image/png`. */
  readonly type: string;
  /** In 64 small hexadecimal digits. */
  readonly sha256: string;
  /** Where its bytes are on this machine: to be read, not to be changed. */
  readonly path: string;
}

/** A file that is kept and in its room. */
export interface FileStoredInfo {
  /** The file's id. */
  readonly file: string;
  /** The folded name of the room, or of the conversation of two. */
  readonly room: string;
  /** Who sent it. */
  readonly from: Author;
  /** As it is shown. */
  readonly name: string;
  /** In bytes. */
  readonly size: number;
  /** What its sender says it is. */
  readonly type: string;
  /** In 64 small hexadecimal digits. */
  readonly sha256: string;
}

/** A file that a client has been sent, to its end. */
export interface FileSentInfo {
  /** The file's id. */
  readonly file: string;
  /** Who has got it. */
  readonly session: Session;
  /** Bytes of this download: fewer than the file has where it went on with an earlier one. */
  readonly bytes: number;
}

/** A file that was not taken, or not kept. */
export interface FileRefusedInfo {
  /** The folded name of the room, or of the conversation of two. */
  readonly room: string;
  /** Who wanted to send it. */
  readonly from: Author;
  /** As its sender called it, cleaned. */
  readonly name: string;
  /** In bytes. */
  readonly size: number;
  /** One of the plugin's codes, Partyline's or another plugin's. */
  readonly code: string;
  /** For the person who was refused. */
  readonly text: string;
}

declare module '../../core/index.js' {
  interface Gates {
    /**
     * Every file that has come whole, and has the checksum that was told, before anybody is offered it. A refusal removes
     * it. Asked with the sender's session; where the sender is gone, with one that stands for it and has no connection.
     */
    'file.scan': FileScanRequest;
  }
  interface ChatEvents {
    /** A file is kept and in its room. */
    fileStored(info: FileStoredInfo): void;
    /** A client has been sent a file to its end, over a connection of the chat. */
    fileSent(info: FileSentInfo): void;
    /** A file was refused: by a limit, a gate or a scanner. */
    fileRefused(info: FileRefusedInfo): void;
  }
}
