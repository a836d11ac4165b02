import { createHash, randomBytes, randomFillSync, randomInt } from 'node:crypto';
import type { Cancel, Clock, Digest, LogFields, Logger, Random } from '../../core/index.js';

/** The longest that `setTimeout` waits, 2³¹ − 1 ms or 24.8 days: it runs at once what is due later. */
const LONGEST_MS = 2_147_483_647;

/** The machine's clock and the event loop's timers. A timer does not keep the process alive by itself. */
export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => Math.floor(performance.now()),
  after,
  turn(run) {
    setImmediate(run);
  },
};

function after(ms: number, run: () => void): Cancel {
  let cancel: Cancel;
  const timer = setTimeout(
    () => {
      if (ms <= LONGEST_MS) run();
      else cancel = after(ms - LONGEST_MS, run);
    },
    Math.min(ms, LONGEST_MS),
  );
  timer.unref();
  cancel = () => clearTimeout(timer);
  return () => cancel();
}

const ID_BYTES = 12;
const pool = Buffer.allocUnsafe(ID_BYTES * 256);
let used = pool.length;

// Ids go out with every message: short ones make every frame smaller, and drawing them in bulk makes them cheap.
function id(): string {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  used += ID_BYTES;
  return pool.toString('base64url', used - ID_BYTES, used);
}

/** The operating system's randomness. An id is 96 random bits in base64url, 16 characters. */
export const systemRandom: Random = {
  id,
  between: (low, high) => randomInt(low, high + 1),
  secret: () => randomBytes(24).toString('base64url'),
};

function line(level: string, fields: LogFields, text: string): void {
  const { error, ...others } = fields;
  const about = Object.keys(others).length > 0 ? ` ${JSON.stringify(others)}` : '';
  const cause = error instanceof Error ? `\n${error.stack ?? error.message}` : '';
  process.stderr.write(`partyline ${level}: ${text}${about}${cause}\n`);
}

/** Warnings and errors on standard error; the rest is dropped. The `logging` plugin does more. */
export const stderrLogger: Logger = {
  debug() {},
  info() {},
  warn: (fields, text) => line('warn', fields, text),
  error: (fields, text) => line('error', fields, text),
};

const LENGTH = 22;

/** SHA-256 (FIPS 180-4), the first 132 bits in base64url. */
export const systemTokenHash: Digest = (secret) =>
  createHash('sha256').update(secret).digest('base64url').slice(0, LENGTH);
