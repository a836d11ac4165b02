import { createHash } from 'node:crypto';

/** A file that is made as it is read: the same seed, the same bytes. */
export interface Source {
  readonly size: number;
  readonly sha256: string;
  /** A view of the bytes from a place on; fewer at the end. */
  read(offset: number, length: number): Uint8Array;
}

const BLOCK = 1_048_576;

/**
 * Bytes that no two places have alike: a block of noise, in which every 64 bytes begin with their own place.
 * @param seed A whole number from 1.
 */
export function sourceOf(size: number, seed: number): Source {
  const noise = noiseFrom(seed);
  const block = Buffer.allocUnsafe(BLOCK);

  function read(offset: number, length: number): Uint8Array {
    const end = Math.min(size, offset + length);
    const parts: Uint8Array[] = [];
    for (let at = offset; at < end; ) {
      const index = Math.floor(at / BLOCK);
      const from = at - index * BLOCK;
      const until = Math.min(BLOCK, end - index * BLOCK);
      const first = from - (from % 64);
      noise.copy(block, first, first, until);
      for (let mark = first; mark < until; mark += 64) block.writeUInt32LE((index * BLOCK + mark) / 64, mark);
      parts.push(Uint8Array.prototype.slice.call(block, from, until));
      at += until - from;
    }
    return parts.length === 1 && parts[0] !== undefined ? parts[0] : Buffer.concat(parts);
  }

  const hash = createHash('sha256');
  for (let at = 0; at < size; at += BLOCK) hash.update(read(at, BLOCK));
  return { size, sha256: hash.digest('hex'), read };
}

/** A block of bytes from a xorshift generator. */
function noiseFrom(seed: number): Buffer {
  const noise = Buffer.allocUnsafe(BLOCK + 64);
  let state = seed;
  for (let at = 0; at < noise.length; at += 4) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    noise.writeInt32LE(state, at);
  }
  return noise;
}
