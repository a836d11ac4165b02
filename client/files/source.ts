/** Bytes of a file, read piece by piece. */
export interface FileSource {
  /** In bytes; must not change. */
  readonly size: number;
  /** What it is called. Absent: whoever sends it says. */
  readonly name?: string;
  /** Its media type, `image/png`. Absent, or `''`: unknown. */
  readonly type?: string;
  /** Exactly `length` bytes from `offset` on. */
  read(offset: number, length: number): Promise<Uint8Array>;
}

/** Part of a {@link BlobLike}. */
export interface BlobPart {
  /** Its bytes. */
  arrayBuffer(): Promise<ArrayBuffer>;
}

/** What is needed of a `Blob` or `File`, of browsers and of Node. */
export interface BlobLike {
  /** In bytes. */
  readonly size: number;
  /** Of a `File`. */
  readonly name?: string;
  /** The media type; `''`: unknown. */
  readonly type?: string;
  /** Part of it. */
  slice(from: number, until: number): BlobPart;
}

/** Anything that can be sent as a file. */
export type Sendable = BlobLike | Uint8Array | FileSource;

/** Whatever it is, as a source. */
export function sourceOf(file: Sendable): FileSource {
  if ('read' in file) return file;
  if (file instanceof Uint8Array) {
    return { size: file.length, read: async (offset, length) => file.subarray(offset, offset + length) };
  }
  const { size, name, type } = file;
  return {
    size,
    ...(name === undefined ? {} : { name }),
    ...(type === undefined ? {} : { type }),
    read: async (offset, length) => new Uint8Array(await file.slice(offset, offset + length).arrayBuffer()),
  };
}
