/** Makes the SHA-256 (FIPS 180-4) of bytes that come one after the other, which the platform's `crypto` cannot. */
export interface Sha256 {
  /** Takes the next bytes. */
  update(bytes: Uint8Array): void;
  /** The digest of all of them, in 64 hexadecimal digits. Nothing may follow. */
  hex(): string;
}

const BLOCK = 64;

/** The first 32 bits of the fractional part of a root: what the standard's tables are made of. */
const fraction = (root: number): number => ((root % 1) * 2 ** 32) | 0;

const primes: number[] = [];
for (let number = 2; primes.length < 64; number++) {
  if (primes.every((prime) => number % prime !== 0)) primes.push(number);
}
const rounds = Int32Array.from(primes, (prime) => fraction(Math.cbrt(prime)));
const start = primes.slice(0, 8).map((prime) => fraction(Math.sqrt(prime)));

const turned = (word: number, bits: number): number => (word >>> bits) | (word << (32 - bits));

/** Makes one of nothing yet. */
export function createSha256(): Sha256 {
  const state = Int32Array.from(start);
  const words = new Int32Array(BLOCK);
  const held = new Uint8Array(BLOCK);
  let used = 0;
  let length = 0;

  /** One block. Without destructuring and iterators, which make it three times as slow. */
  function take(view: DataView, at: number): void {
    for (let i = 0; i < 16; i++) words[i] = view.getInt32(at + 4 * i);
    for (let i = 16; i < BLOCK; i++) {
      const x = words[i - 15] as number;
      const y = words[i - 2] as number;
      const low = turned(x, 7) ^ turned(x, 18) ^ (x >>> 3);
      const high = turned(y, 17) ^ turned(y, 19) ^ (y >>> 10);
      words[i] = (words[i - 16] as number) + low + (words[i - 7] as number) + high;
    }
    let a = state[0] as number;
    let b = state[1] as number;
    let c = state[2] as number;
    let d = state[3] as number;
    let e = state[4] as number;
    let f = state[5] as number;
    let g = state[6] as number;
    let h = state[7] as number;
    for (let i = 0; i < BLOCK; i++) {
      const big = turned(e, 6) ^ turned(e, 11) ^ turned(e, 25);
      const one = (h + big + ((e & f) ^ (~e & g)) + (rounds[i] as number) + (words[i] as number)) | 0;
      const two = (turned(a, 2) ^ turned(a, 13) ^ turned(a, 22)) + ((a & b) ^ (a & c) ^ (b & c));
      h = g;
      g = f;
      f = e;
      e = (d + one) | 0;
      d = c;
      c = b;
      b = a;
      a = (one + two) | 0;
    }
    const sums = [a, b, c, d, e, f, g, h];
    for (let i = 0; i < 8; i++) state[i] = (state[i] as number) + (sums[i] as number);
  }

  function update(bytes: Uint8Array): void {
    length += bytes.length;
    let at = 0;
    if (used > 0) {
      at = Math.min(BLOCK - used, bytes.length);
      held.set(bytes.subarray(0, at), used);
      used += at;
      if (used < BLOCK) return;
      take(new DataView(held.buffer), 0);
    }
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    for (; at + BLOCK <= bytes.length; at += BLOCK) take(view, at);
    held.set(bytes.subarray(at));
    used = bytes.length - at;
  }

  return {
    update,
    hex() {
      const bits = new DataView(new ArrayBuffer(8));
      bits.setBigUint64(0, BigInt(length) * 8n);
      const padding = new Uint8Array(1 + ((2 * BLOCK - 9 - used) % BLOCK));
      padding[0] = 0x80;
      update(padding);
      update(new Uint8Array(bits.buffer));
      return [...state].map((word) => (word >>> 0).toString(16).padStart(8, '0')).join('');
    },
  };
}
