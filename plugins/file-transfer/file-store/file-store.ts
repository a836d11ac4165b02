// Errors are ChatErrors with a code of errors.ts: `fileError(code, details?)` makes one. `createFileStore` is in
// create-file-store.ts: it is async, since it reads back what the store and the folder have. `cleanName` and `cleanType`
// make facts that `begin` takes. In the plugin's store, keys that begin with `file/` and `upload/` are the file store's.

/** What a sender says of a file before its first byte. */
export interface FileFacts {
  /** Cleaned: 1–255 bytes of UTF-8, no path, no control or direction characters. Never used as a path. */
  readonly name: string;
  /** In bytes. */
  readonly size: number;
  /** A media type, `application/octet-stream` where the sender gave none. */
  readonly type: string;
  /** In 64 small hexadecimal digits, if the sender knows it. */
  readonly sha256?: string;
}

/** Whose a file is, and where it goes. */
export interface FileOwner {
  /** The user's id. */
  readonly user: string;
  /** What they were called. */
  readonly nick: string;
  /** The room, or the conversation of two, by its folded name. */
  readonly room: string;
  /** The network that it is sent from, for the quota. Absent: not known, or this machine. */
  readonly network?: string;
  /** Whether the user has no account. Default false. */
  readonly guest?: boolean;
}

/** The message that has announced a file. */
export interface Announcement {
  /** The message's id. */
  readonly id: string;
  /** The life of the room's log that `offset` counts in. */
  readonly epoch: string;
  /** The message's place in the room's log. */
  readonly offset: number;
  /** When the message was taken: milliseconds since the Unix epoch. */
  readonly at: number;
}

/** Part of a file that has come so far. It survives a restart. */
export interface Upload {
  /** Opaque secret: a client that knows it may continue the upload. */
  readonly id: string;
  /** What its sender said of it. */
  readonly facts: FileFacts;
  /** Who sends it, and where to. */
  readonly owner: FileOwner;
  /** Number of bytes written, which is the offset of the next byte. */
  readonly offset: number;
  /** When something of it moved last: milliseconds since the Unix epoch. */
  readonly movedAt: number;
  /** Whether a connection holds it now. */
  readonly held: boolean;
  /** When it is given up unless more comes: milliseconds since the Unix epoch. */
  readonly expiresAt: number;
  /**
   * Takes the upload over: the previous holder is notified and can no longer write (a half-open connection's late
   * bytes change nothing).
   * @param lost Called when another connection takes over, or the upload is dropped.
   */
  claim(lost: (code: LostCode) => void): UploadHold;
}

/** Why the right to write to an upload is lost. */
export type LostCode = 'FILE_TAKEN_OVER' | 'FILE_ABORTED' | 'FILE_EXPIRED' | 'FILE_QUOTA';

/** The right to write to an upload, until another connection claims it. */
export interface UploadHold {
  /** The offset that the next bytes must have: what is written and what is under way. */
  readonly expected: number;
  /**
   * Takes the next bytes; they are written in the order of the calls, which need not wait for each other. Resolves to
   * the offset up to which everything is written. The bytes must not be changed afterwards.
   * @throws ChatError `FILE_OFFSET`, with the right `offset` in the details, for bytes that are not the next ones;
   *   `FILE_TOO_LARGE` beyond the declared size; `FILE_TAKEN_OVER`, `FILE_ABORTED`, `FILE_EXPIRED`; `FILE_QUOTA` when
   *   a quota has no room for the bytes, and then the upload is given up;
   *   `FILE_BACKLOG` when more than 4 MiB wait; `FILE_STORE_FAILED` when the disk fails, and then nothing that was
   *   under way is written.
   */
  write(offset: number, bytes: Uint8Array): Promise<number>;
  /**
   * The whole file is there: checks size and checksum, and keeps it under its content's hash. It is pending then: in no
   * list, and not to be opened, until {@link FileStore.markAnnounced}.
   * @throws ChatError `FILE_INCOMPLETE`, with the right `offset`; `FILE_CHECKSUM`, and then the upload is given up;
   *   `FILE_TAKEN_OVER`, `FILE_ABORTED`; `FILE_UNKNOWN` when it is finished already; `FILE_STORE_FAILED`, and then it
   *   can be tried again.
   */
  finish(): Promise<StoredFile>;
  /**
   * Gives the upload up, and forgets its bytes; does nothing to one that has ended.
   * @throws ChatError `FILE_TAKEN_OVER`, `FILE_STORE_FAILED`
   */
  abort(): Promise<void>;
  /** Lets go of it; it can be claimed again until it expires. */
  release(): void;
}

/** A file that is kept, whole and checked. */
export interface StoredFile extends FileFacts {
  /** Opaque secret: a client that knows it may fetch the file. */
  readonly id: string;
  /** What it has been found to be. */
  readonly sha256: string;
  /** Who has sent it, and where to. */
  readonly owner: FileOwner;
  /** When it was complete: milliseconds since the Unix epoch. */
  readonly at: number;
}

/** A file that is open to be read. */
export interface FileReader {
  /** What is read. */
  readonly file: StoredFile;
  /**
   * Up to `length` bytes from `offset` on; fewer at the end only, none beyond it. The bytes are the caller's.
   * @param into Where they go, if they fit: what is read is a part of it then. Default: memory of their own.
   * @throws ChatError `FILE_STORE_FAILED`
   * @throws TypeError for what is no number of bytes.
   */
  read(offset: number, length: number, into?: Uint8Array): Promise<Uint8Array>;
  /** Closes it; a second call does nothing. */
  close(): Promise<void>;
}

/** A file that is kept but not announced, as far as the store knows. */
export interface PendingFile {
  readonly file: StoredFile;
  /** The upload that it came by: the key of the message that announces it. */
  readonly upload: string;
}

/** How much is kept, and for how long. Of uploads only the bytes that have arrived count. */
export interface FileStoreLimits {
  /** Of one file, in bytes. */
  readonly fileBytes: number;
  /** Of one user, in bytes: files and uploads together, as everywhere here. */
  readonly userBytes: number;
  /** Of one network, in bytes. */
  readonly networkBytes: number;
  /** Of all guests, in bytes. */
  readonly guestBytes: number;
  /** Of all, in bytes. */
  readonly totalBytes: number;
  /** Unfinished uploads of one user. */
  readonly userUploads: number;
  /** Unfinished uploads of one network. */
  readonly networkUploads: number;
  /** Unfinished uploads of all guests. */
  readonly guestUploads: number;
  /** Unfinished uploads of all. */
  readonly uploads: number;
  /** For how long an upload waits for its next byte, in milliseconds. */
  readonly uploadMs: number;
  /** For how long an upload waits for its first byte, in milliseconds; never longer than `uploadMs`. */
  readonly emptyMs: number;
  /** For how long files are kept, in milliseconds; `undefined`: until they are removed. */
  readonly keepMs: number | undefined;
}

/** Some files, and how many there are of that kind. */
export interface FilePage {
  readonly files: readonly StoredFile[];
  /** Those that have expired and are not swept yet count, too. */
  readonly total: number;
}

/** Files on this machine's disk: those that come in, and those that are there. Pending files count, and are not seen. */
export interface FileStore {
  /**
   * Begins an upload. Nothing is reserved for it. Where all, or all guests, have too many uploads, the one that has waited
   * longest without a connection makes room.
   * @throws ChatError `FILE_TOO_LARGE`, `FILE_QUOTA` (`whose`: `user`, `network`, `guests` or `total` in the details),
   *   `FILE_TOO_MANY` (`whose`: `user`, `network`, `guests` or `all`), `FILE_STORE_FAILED`
   * @throws TypeError for facts that are not clean: `cleanName` and `cleanType` make them so.
   */
  begin(facts: FileFacts, owner: FileOwner): Promise<Upload>;
  /** An upload that is under way; `undefined`: none of that id, or no longer. */
  upload(id: string): Upload | undefined;
  /** Lists the uploads that are under way. */
  uploads(): readonly Upload[];
  /** Gives an upload up, and tells its holder `FILE_ABORTED`; says whether it was there. */
  drop(upload: string): Promise<boolean>;
  /** Whether a file is kept but not announced yet. */
  isPending(id: string): boolean;
  /** Lists the files that are pending, as far as the store knows. */
  pending(): Promise<readonly PendingFile[]>;
  /**
   * Makes a pending file one that is announced: seen at once, and noted in the store.
   * @param message The message that announces it. Absent: no log has it.
   * @throws ChatError `FILE_STORE_FAILED`: the file is seen all the same, and the next start has to find the message.
   */
  markAnnounced(id: string, message?: Announcement): Promise<void>;
  /** Finds the file that an upload has become, if it is announced, and its message. */
  outcome(upload: string): Promise<{ readonly file: StoredFile; readonly message: Announcement } | undefined>;
  /** A file that is announced; `undefined`: none of that id, or no longer. */
  file(id: string): Promise<StoredFile | undefined>;
  /** The files of a room, newest first, `limit` at most, those before the file `before` where it is given. */
  files(room: string, query: { readonly before?: string; readonly limit: number }): Promise<readonly StoredFile[]>;
  /** The newest files of a room, or of all rooms, `limit` at most, and how many there are. */
  newest(query: { readonly room?: string | undefined; readonly limit: number }): Promise<FilePage>;
  /** Bytes of all files and uploads together. */
  bytes(): number;
  /** Bytes of the files and uploads of all guests. */
  guestBytes(): number;
  /** Opens a file to be read. @throws ChatError `FILE_UNKNOWN`, `FILE_STORE_FAILED` */
  open(id: string): Promise<FileReader>;
  /** Where a file's bytes are on this machine, for a scanner: to be read, not to be changed. */
  path(file: StoredFile): string;
  /**
   * Forgets a file, pending or not; its bytes go with the last file that has the same. Says whether it was there.
   * @throws ChatError `FILE_STORE_FAILED`; then it is still there.
   */
  remove(id: string): Promise<boolean>;
  /**
   * Drops what has expired, and at its first call what no file has. Resolves to how many uploads and files have
   * expired.
   */
  sweep(): Promise<number>;
  /** Releases all holders and closes all open files; uploads continue after the next start. */
  close(): Promise<void>;
}
