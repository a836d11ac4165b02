import { cleanName } from './clean-name.js';
import { cleanType } from './clean-type.js';
import type { FileFacts, VaultLimits } from './vault.js';

const HASH = /^[0-9a-f]{64}$/;

/** @throws TypeError for facts that have not been cleaned, or are none. */
export function checkFacts({ name, size, type, sha256 }: FileFacts): void {
  if (!isCount(size, 0)) throw new TypeError(`A file cannot have ${size} bytes.`);
  if (typeof name !== 'string' || cleanName(name) !== name) throw new TypeError('A name goes through cleanName first.');
  if (typeof type !== 'string' || cleanType(type) !== type) throw new TypeError('A type goes through cleanType first.');
  if (sha256 === undefined || HASH.test(sha256)) return;
  throw new TypeError('A sha256 has 64 small hexadecimal digits.');
}

/** @throws TypeError for limits that are none. */
export function checkLimits({ keepMs = 1, ...limits }: VaultLimits): void {
  const { fileBytes, userBytes, networkBytes, guestBytes, totalBytes } = limits;
  const { userUploads, networkUploads, guestUploads, uploads, uploadMs, emptyMs } = limits;
  checkAtLeast(0, { fileBytes, userBytes, networkBytes, guestBytes, totalBytes, guestUploads });
  checkAtLeast(1, { userUploads, networkUploads, uploads, uploadMs, emptyMs, keepMs });
}

function checkAtLeast(least: number, limits: Readonly<Record<string, number>>): void {
  for (const [name, value] of Object.entries(limits)) {
    if (!isCount(value, least)) throw new TypeError(`The limit ${name} must be a whole number of at least ${least}.`);
  }
}

const isCount = (value: number, least: number): boolean => Number.isSafeInteger(value) && value >= least;
