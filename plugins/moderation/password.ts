import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import type { Secret } from './state/entries.js';

/** Makes and compares hashes of passwords, a bounded number at once. */
export interface Passwords {
  /** `undefined`: too many others wait. */
  hash(password: string): Promise<Secret | undefined>;
  /** `undefined`: too many others wait. Takes as long for a wrong password as for the right one. */
  fits(secret: Secret, password: string): Promise<boolean | undefined>;
}

/** Some 50 ms and 16 MiB each on one core of 2020: what scrypt calls interactive. */
const COST = { N: 16_384, r: 8, p: 1 } as const;
const BYTES = 32;
/** They run on threads that files and names of hosts need too. */
const AT_ONCE = 2;
const WAITING = 8;

/** Passwords by scrypt, in the threads of Node: the event loop goes on. */
export function createPasswords(): Passwords {
  let running = 0;
  const waiting: (() => void)[] = [];

  async function derive(password: string, salt: Buffer): Promise<Buffer | undefined> {
    if (running >= AT_ONCE) {
      if (waiting.length >= WAITING) return undefined;
      await new Promise<void>((resolve) => waiting.push(resolve));
    } else {
      running++;
    }
    try {
      return await new Promise<Buffer>((resolve, reject) => {
        // The same word may be typed in two ways that look alike.
        scrypt(password.normalize('NFKC'), salt, BYTES, COST, (error, key) => (error ? reject(error) : resolve(key)));
      });
    } finally {
      // Whoever waits takes over the place.
      const next = waiting.shift();
      if (next === undefined) running--;
      else next();
    }
  }

  return {
    async hash(password) {
      const salt = randomBytes(16);
      const hash = await derive(password, salt);
      return hash && { salt: salt.toString('base64'), hash: hash.toString('base64') };
    },
    async fits({ salt, hash }, password) {
      const given = await derive(password, Buffer.from(salt, 'base64'));
      return given && timingSafeEqual(given, Buffer.from(hash, 'base64'));
    },
  };
}
