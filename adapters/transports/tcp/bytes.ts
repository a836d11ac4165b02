/** Bytes that gather until they are a frame. Holds no memory while empty. */
export class ByteBuffer {
  #bytes: Buffer | undefined;
  #size = 0;

  /** How many bytes are kept. */
  get size(): number {
    return this.#size;
  }

  /** Copies bytes to the end; what it costs is in proportion to the bytes, however many pieces they come in. */
  append(chunk: Buffer): void {
    const needed = this.#size + chunk.length;
    if (this.#bytes === undefined || this.#bytes.length < needed) {
      const grown = Buffer.allocUnsafeSlow(Math.max(needed, Math.min(this.#size * 2, this.#size + 65_536), 64));
      this.#bytes?.copy(grown, 0, 0, this.#size);
      this.#bytes = grown;
    }
    chunk.copy(this.#bytes, this.#size);
    this.#size = needed;
  }

  /** What is kept, without taking it. */
  peek(): Buffer {
    return this.#bytes === undefined ? Buffer.alloc(0) : this.#bytes.subarray(0, this.#size);
  }

  /** Takes everything out. */
  take(): Buffer {
    const all = this.peek();
    this.#bytes = undefined;
    this.#size = 0;
    return all;
  }
}
