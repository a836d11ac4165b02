import type { Random } from '../../core/index.js';

/** Randomness that is the same in every run. Never for secrets outside of tests: whoever knows the seed knows it all. */
export interface SeededRandom extends Random {
  /**
   * A stream of its own, told apart by the name alone: what is drawn from one changes nothing in another. The same name
   * gives the same stream from its beginning.
   */
  fork(name: string): SeededRandom;
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const ID_CHARACTERS = 12;
const SECRET_CHARACTERS = 24;
const WORD = 2 ** 32;

/** A word of a text: FNV-1a, then the finalizer of MurmurHash3 to spread it. Both are in the public domain. */
function word(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}

/**
 * xoshiro128** 1.1 by David Blackman and Sebastiano Vigna (2018, public domain,
 * https://prng.di.unimi.it/xoshiro128starstar.c): 32 bits a draw, a period of 2^128 − 1.
 */
export function xoshiro128([a, b, c, d]: [number, number, number, number]): () => number {
  const rotated = (word: number, by: number) => (word << by) | (word >>> (32 - by));
  return () => {
    const drawn = Math.imul(rotated(Math.imul(b, 5), 7), 9) >>> 0;
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = rotated(d, 11);
    return drawn;
  };
}

/**
 * Randomness from a seed.
 * @throws TypeError for a seed that is not a whole number.
 */
export function seededRandom(seed: number): SeededRandom {
  if (!Number.isSafeInteger(seed)) throw new TypeError(`A seed is a whole number, not ${String(seed)}.`);
  return stream(String(seed));
}

function stream(path: string): SeededRandom {
  // The last one is odd: a state of nothing but zeros would stay so.
  const draw = xoshiro128([word(`a ${path}`), word(`b ${path}`), word(`c ${path}`), word(`d ${path}`) | 1]);

  function text(characters: number): string {
    let drawn = '';
    for (let at = 0; at < characters; at++) drawn += ALPHABET[draw() >>> 26];
    return drawn;
  }

  /** Of `count` whole numbers one, all alike: draws that would favour the lower ones are thrown away. */
  function below(count: number): number {
    const wide = count > WORD;
    const whole = wide ? 2 ** 53 : WORD;
    const fair = whole - (whole % count);
    for (;;) {
      const drawn = wide ? (draw() >>> 11) * WORD + draw() : draw();
      if (drawn < fair) return drawn % count;
    }
  }

  return {
    id: () => text(ID_CHARACTERS),
    secret: () => text(SECRET_CHARACTERS),
    between(low, high) {
      const count = high - low + 1;
      if (!Number.isSafeInteger(low) || !Number.isSafeInteger(high) || !Number.isSafeInteger(count) || count < 1) {
        throw new TypeError(`There is no whole number from ${low} to ${high}.`);
      }
      return low + below(count);
    },
    fork: (name) => stream(`${path}/${name}`),
  };
}
