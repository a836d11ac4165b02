/** How a file is fetched. */
export interface FetchOptions {
  /** Where to begin, in bytes. Default 0. Anywhere else the checksum of the whole cannot be checked, and is not. */
  readonly offset?: number;
  /** Gives it up. Default: nothing does. */
  readonly signal?: AbortSignal;
  /** Told how much of it has come, in bytes from its beginning, whenever that is more. */
  readonly progress?: (received: number, size: number) => void;
}

/** What a file is. */
export interface FileFacts {
  /** Its id. */
  readonly file: string;
  /** What it is called: chosen by whoever sent it, so no path to write to. */
  readonly name: string;
  /** In bytes. */
  readonly size: number;
  /** What its sender says it is, `image/png`. */
  readonly mediaType: string;
  /** Its SHA-256, in 64 hexadecimal digits. */
  readonly sha256: string;
}

/** A file that comes from the server, at the pace of whoever reads it. */
export interface FetchedFile extends FileFacts {
  /**
   * Its bytes, part by part, for one `for await`. About 1 MiB is fetched ahead of it. It ends when all has come and the
   * checksum is right: a file that is read to its end is whole. Else it rejects: `CLIENT_FILE_DAMAGED` for a wrong checksum,
   * `CLIENT_ABORTED`, `CLIENT_STOPPED`, `CLIENT_BAD_REPLY`, or the server's code. To leave the loop gives it up.
   */
  readonly bytes: AsyncIterableIterator<Uint8Array<ArrayBuffer>, undefined, undefined>;
}
