import { createHash } from 'node:crypto';
import type { Digest } from '../../core/index.js';

const LENGTH = 22;

/** SHA-256 (FIPS 180-4), the first 132 bits in base64url. */
export const systemTokenHash: Digest = (secret) =>
  createHash('sha256').update(secret).digest('base64url').slice(0, LENGTH);
