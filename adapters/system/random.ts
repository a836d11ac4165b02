import { randomBytes, randomFillSync, randomInt } from 'node:crypto';
import type { Random } from '../../core/index.js';

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
