import { randomBytes, randomInt, randomUUID } from 'node:crypto';
import type { Random } from '../../core/index.js';

/** The operating system's randomness. Ids are UUIDs of version 4 (RFC 9562, section 5.4). */
export const systemRandom: Random = {
  id: () => randomUUID(),
  between: (low, high) => randomInt(low, high + 1),
  secret: () => randomBytes(24).toString('base64url'),
};
