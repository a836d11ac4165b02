import { dataStream, fieldsTogether, stringField } from '../../../../../../adapters/dialects/heritage/files/frames.js';

/** What a client answers. */
export interface ClientHabits {
  /** Whether it acknowledges headers. Default true. */
  readonly headers?: boolean;
  /** Whether it acknowledges the last part of a file. Default true. */
  readonly last?: boolean;
}

/** A file that has come whole. */
export interface ReceivedFile {
  readonly name: string;
  readonly size: number;
  readonly bytes: Buffer;
}

/** Takes files as the old program does: it counts bytes, and a header begins anew whatever was before it. */
export interface OldClient {
  /** Takes a binary frame and gives the answer to it. @throws Error for a frame at which the program would break. */
  take(frame: Uint8Array): Uint8Array | undefined;
  /** Files that are whole, in order. */
  readonly files: readonly ReceivedFile[];
  /** Headers and parts that came, in order: a header as its name, a part as the number of its bytes. */
  readonly heard: readonly (string | number)[];
}

interface Present {
  readonly name: string;
  readonly size: number;
  readonly parts: Uint8Array[];
  count: number;
}

/** A client that has received nothing yet. */
export function oldClient({ headers = true, last = true }: ClientHabits = {}): OldClient {
  const files: ReceivedFile[] = [];
  const heard: (string | number)[] = [];
  let present: Present | undefined;

  function keepIfWhole({ name, size, parts, count }: Present): boolean {
    if (count < size) return false;
    files.push({ name, size, bytes: Buffer.concat(parts) });
    present = undefined;
    return true;
  }

  function header(name: string | undefined, size: number | undefined): Uint8Array | undefined {
    if (name === undefined || size === undefined) throw new Error('A header lacks something.');
    heard.push(name);
    present = { name, size, parts: [], count: 0 };
    keepIfWhole(present);
    return headers ? fieldsTogether(stringField('FILE_ACK'), stringField(name)) : undefined;
  }

  function chunk(bytes: Uint8Array | undefined): Uint8Array | undefined {
    if (bytes === undefined) throw new Error('A part lacks something.');
    if (present === undefined) throw new Error('A part of no file has come.');
    heard.push(bytes.length);
    present.parts.push(Uint8Array.from(bytes));
    present.count += bytes.length;
    return keepIfWhole(present) && !last ? undefined : stringField('FILE_CHUNK_ACK');
  }

  return {
    files,
    heard,
    take(frame) {
      const stream = dataStream(frame);
      const tag = stream.string();
      if (tag === 'FILE_HEADER') return header(stream.string(), stream.int64());
      if (tag === 'FILE_CHUNK') return chunk(stream.bytes());
      throw new Error(`The program does not know ${String(tag)}.`);
    },
  };
}
