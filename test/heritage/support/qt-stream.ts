/** A QString as QDataStream writes it: its length in bytes, and UTF-16, both big endian. */
export function qtString(text: string): Uint8Array {
  const bytes = new Uint8Array(4 + 2 * text.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, 2 * text.length);
  for (let at = 0; at < text.length; at++) view.setUint16(4 + 2 * at, text.charCodeAt(at));
  return bytes;
}

/** Fields one behind the other. */
export function qtFields(...fields: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(fields.flatMap((field) => [...field]));
}

/** Reads fields as QDataStream does, and tells of what is not there by throwing. */
export interface QtReader {
  string(): string;
  bytes(): Uint8Array;
  int64(): number;
  /** Bytes that have not been read. */
  readonly left: number;
}

/** A reader from the beginning of a frame. */
export function qtReader(frame: Uint8Array): QtReader {
  const view = new DataView(frame.buffer, frame.byteOffset, frame.byteLength);
  let at = 0;
  const skip = (length: number): number => {
    at += length;
    return at - length;
  };
  return {
    string() {
      const units = view.getUint32(skip(4)) / 2;
      return String.fromCharCode(...Array.from({ length: units }, () => view.getUint16(skip(2))));
    },
    bytes() {
      const length = view.getUint32(skip(4));
      const from = skip(length);
      if (at > frame.length) throw new RangeError('The bytes end too early.');
      return frame.subarray(from, at);
    },
    int64: () => Number(view.getBigInt64(skip(8))),
    get left() {
      return frame.length - at;
    },
  };
}
