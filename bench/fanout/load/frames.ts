/** WebSocket opcodes (RFC 6455, 5.2). */
export const opcode = { text: 1, binary: 2, close: 8, ping: 9, pong: 10 } as const;

/**
 * Told of one frame. The payload begins at `at`; if the scanner is not `whole` and the payload has over 125 bytes,
 * only the first `peek` of them are sure to be there. The bytes are only lent.
 */
export type FrameTaker = (op: number, bytes: Buffer, at: number, length: number) => void;

/** Finds the frames in what a server sends, at as little cost as can be: payloads are skipped, not copied. */
export class FrameScanner {
  /** Whether every frame is told of only when it is complete. */
  whole = true;
  readonly #peek: number;
  readonly #take: FrameTaker;
  #skip = 0;
  #rest: Buffer | undefined;

  constructor(peek: number, take: FrameTaker) {
    this.#peek = peek;
    this.#take = take;
  }

  /**
   * Takes the first `end` bytes of `chunk`, which may be used again afterwards.
   * @throws Error for a frame that is masked, compressed or a fragment: none of the servers sends such.
   */
  push(chunk: Buffer, end: number): void {
    let bytes = chunk;
    let stop = end;
    if (this.#rest !== undefined) {
      bytes = Buffer.concat([this.#rest, chunk.subarray(0, end)]);
      stop = bytes.length;
      this.#rest = undefined;
    }
    let at = this.#skip;
    while (at + 2 <= stop) {
      const first = bytes[at] ?? 0;
      const second = bytes[at + 1] ?? 0;
      if ((first & 0xf0) !== 0x80 || second > 127) throw new Error(`Unexpected frame header ${first} ${second}`);
      const head = second < 126 ? 2 : second === 126 ? 4 : 10;
      if (at + head > stop) break;
      const length = second < 126 ? second : second === 126 ? bytes.readUInt16BE(at + 2) : bytes.readUIntBE(at + 4, 6);
      const needed = this.whole || length < 126 ? length : this.#peek;
      if (at + head + needed > stop) break;
      this.#take(first & 0x0f, bytes, at + head, length);
      at += head + length;
    }
    if (at < stop) this.#rest = Buffer.from(bytes.subarray(at, stop));
    this.#skip = Math.max(0, at - stop);
  }
}

/** One whole client frame, masked as the protocol demands. `payload` is a string for text, or a control frame's bytes. */
export function clientFrame(op: number, payload: string | Uint8Array): Buffer {
  const body = typeof payload === 'string' ? Buffer.from(payload) : payload;
  if (body.length > 0xffff) throw new TypeError('Longer than the load generator ever sends.');
  const head = body.length < 126 ? 6 : 8;
  const frame = Buffer.allocUnsafe(head + body.length);
  frame[0] = 0x80 | op;
  frame[1] = 0x80 | (head === 6 ? body.length : 126);
  if (head === 8) frame.writeUInt16BE(body.length, 2);
  // Never zero: a server may skip the unmasking then, and would be measured at less than its work.
  const mask = (Math.floor(Math.random() * 0xfffffffe) + 1) >>> 0;
  frame.writeUInt32BE(mask, head - 4);
  for (let index = 0; index < body.length; index++) {
    frame[head + index] = (body[index] ?? 0) ^ (frame[head - 4 + (index & 3)] ?? 0);
  }
  return frame;
}
