import type { Author, Session } from '../../core/index.js';

/** A complete, verified file before it is announced. */
export interface FileScanRequest {
  /** The file's id, not published yet. */
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
  /** Text for the user who was refused. */
  readonly text: string;
}

declare module '../../core/index.js' {
  interface Gates {
    /**
     * Asked for every complete file with a matching checksum, before it is announced. A refusal removes
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

/** An upload goes on from here: bytes that were not the next ones have been dropped. */
export interface FileAckEvent {
  /** Always `file.ack`. */
  readonly type: 'file.ack';
  /** The upload. */
  readonly transfer: string;
  /** The place of the next byte. */
  readonly offset: number;
}

/** Part of an upload is written. */
export interface FileChunkAckEvent {
  /** Always `file.chunk_ack`. */
  readonly type: 'file.chunk_ack';
  /** The upload. */
  readonly transfer: string;
  /** Everything before this place is written. */
  readonly offset: number;
}

/** An upload that took long to be checked is complete, and in its room. */
export interface FileDoneEvent {
  /** Always `file.done`. */
  readonly type: 'file.done';
  /** The upload. */
  readonly transfer: string;
  /** The file's id: a client that knows it may fetch the file. */
  readonly file: string;
  /** Its SHA-256, in 64 small hexadecimal digits. */
  readonly sha256: string;
  /** The folded name of the room, or of the conversation of two. */
  readonly room: string;
  /** The id of the message that tells of the file. */
  readonly id: string;
  /** The life of the room's log that `offset` counts in. */
  readonly epoch: string;
  /** The message's place in the room's log. */
  readonly offset: number;
  /** When the message was taken: milliseconds since the Unix epoch. */
  readonly at: number;
  /** Where the file is on the web. Absent: the server says no address. */
  readonly url?: string;
}

/** A download begins. */
export interface FileHeaderEvent {
  /** Always `file.header`. */
  readonly type: 'file.header';
  /** The download; its own within the connection. */
  readonly transfer: string;
  /** The file's id. */
  readonly file: string;
  /** What it is called. */
  readonly name: string;
  /** In bytes. */
  readonly size: number;
  /** What its sender says it is, such as `image/png`. */
  readonly mediaType: string;
  /** The SHA-256 of the whole file, in 64 small hexadecimal digits. */
  readonly sha256: string;
  /** The place of the first byte that comes. */
  readonly offset: number;
}

/** Part of a file; its bytes come with it. */
export interface FileChunkEvent {
  /** Always `file.chunk`. */
  readonly type: 'file.chunk';
  /** The download. */
  readonly transfer: string;
  /** The place of its first byte. */
  readonly offset: number;
}

/** Every byte of a download has come. */
export interface FileEndEvent {
  /** Always `file.end`. */
  readonly type: 'file.end';
  /** The download. */
  readonly transfer: string;
  /** The SHA-256 of the whole file, in 64 small hexadecimal digits. */
  readonly sha256: string;
}

/** A transfer, in either direction, is over on this connection before its end. */
export interface FileAbortEvent {
  /** Always `file.abort`. */
  readonly type: 'file.abort';
  /** The upload or download. */
  readonly transfer: string;
  /** Why. */
  readonly code: string;
  /** Reason as text for the user. */
  readonly text: string;
}

declare module '../../core/index.js' {
  interface ServerEvents {
    /** An upload goes on from another place. */
    'file.ack': FileAckEvent;
    /** Part of an upload is written. */
    'file.chunk_ack': FileChunkAckEvent;
    /** An upload is complete. */
    'file.done': FileDoneEvent;
    /** A download begins. */
    'file.header': FileHeaderEvent;
    /** Part of a file. */
    'file.chunk': FileChunkEvent;
    /** A download is complete. */
    'file.end': FileEndEvent;
    /** A transfer is over before its end. */
    'file.abort': FileAbortEvent;
  }
}
