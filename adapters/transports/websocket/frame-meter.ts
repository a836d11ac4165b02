/** What a fragment, or a read that ends within a frame, costs besides its bytes: the buffers that hold it. */
export const PIECE_COST = 256;

const FIN = 0x80;
const OPCODE = 0x0f;
const CONTROL = 0x08;
const MASKED = 0x80;
const LENGTH = 0x7f;

/**
 * Follows the frame headers (RFC 6455, section 5.2) in a stream of bytes and tells what is held of a message that is not complete.
 * Keeps nothing but the header that it is in the middle of. Broken streams are not its affair: `ws` closes them.
 */
export class FrameMeter {
  readonly #header: number[] = [];
  /** Bytes of the current frame's payload that have not come. */
  #left = 0;
  #inPayload = false;
  #isData = false;
  #isLast = false;
  #held = 0;

  /**
   * Takes the next bytes. @returns what is held now, in bytes, each piece with its {@link PIECE_COST}; a frame counts with the length
   * that it announces, once that alone is over `most`.
   */
  push(chunk: Uint8Array, most: number): number {
    let at = 0;
    while (at < chunk.length) {
      if (this.#inPayload) {
        const taken = Math.min(this.#left, chunk.length - at);
        at += taken;
        this.#left -= taken;
        if (this.#isData) this.#held += taken;
        if (this.#left === 0) this.#endFrame();
      } else {
        this.#header.push(chunk[at] ?? 0);
        at++;
        if (this.#header.length === headerBytes(this.#header)) this.#beginFrame();
      }
      if (this.#isData && this.#inPayload && this.#held + this.#left > most) return this.#held + this.#left;
    }
    if (this.#inPayload || this.#header.length > 0) this.#held += PIECE_COST;
    return this.#held;
  }

  #beginFrame(): void {
    const [first = 0] = this.#header;
    this.#isData = (first & OPCODE) < CONTROL;
    this.#isLast = (first & FIN) !== 0;
    this.#left = payloadBytes(this.#header);
    this.#header.length = 0;
    this.#inPayload = true;
    if (this.#isData) this.#held += PIECE_COST;
    if (this.#left === 0) this.#endFrame();
  }

  #endFrame(): void {
    this.#inPayload = false;
    if (this.#isData && this.#isLast) this.#held = 0;
  }
}

/** How long a header is, as far as its first bytes tell. */
function headerBytes(header: readonly number[]): number {
  const [, second] = header;
  if (second === undefined) return 2;
  const length = second & LENGTH;
  const extended = length === 126 ? 2 : length === 127 ? 8 : 0;
  return 2 + extended + ((second & MASKED) === 0 ? 0 : 4);
}

function payloadBytes(header: readonly number[]): number {
  const length = (header[1] ?? 0) & LENGTH;
  if (length < 126) return length;
  const bytes = header.slice(2, length === 126 ? 4 : 10);
  return bytes.reduce((sum, byte) => sum * 256 + byte, 0);
}
