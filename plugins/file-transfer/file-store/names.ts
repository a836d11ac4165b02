import type { FileFacts, FileStoreLimits } from './file-store.js';

const MOST_BYTES = 255;
// A longer one is no extension but a part of a sentence.
const EXTENSION_BYTES = 32;
const NAMELESS = 'file';

const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;
const RESERVED = /^(?:con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(?=\s*(?:\.|$))/i;
const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });

/**
 * A file's name as it is shown and can be saved on any system: the last part of a path (of either kind of slash), in
 * NFC, without control, format and direction characters, with `_` for characters that Windows forbids, no dots or
 * spaces around it, no name of a Windows device, at most 255 bytes of UTF-8 with its extension kept and no character
 * cut. `file` when nothing is left. Cleaning is idempotent. It is never used as a path
 * on this side.
 */
export function cleanName(name: string): string {
  const seen = name
    .replace(/[\t\n\v\f\r]+/g, ' ')
    .replace(UNSEEN, '')
    .normalize('NFC')
    .replace(/\p{Zs}/gu, ' ');
  const last = seen.split(/[/\\]/).findLast((part) => trimmed(part) !== '');
  const plain = trimmed((last ?? '').replace(/[<>:"|?*]/g, '_'));
  return shortened(plain.replace(RESERVED, (device) => `_${device}`));
}

/** Neither dots nor spaces around it, nor a mark that would sit on what stands before the name. */
function trimmed(name: string): string {
  return name.replace(/^[ .\p{M}]+/u, '').replace(/[ .]+$/, '');
}

function shortened(name: string): string {
  if (Buffer.byteLength(name) <= MOST_BYTES) return name === '' ? NAMELESS : name;
  const dot = name.lastIndexOf('.');
  const tail = dot > 0 ? name.slice(dot) : '';
  const extension = Buffer.byteLength(tail) <= EXTENSION_BYTES ? tail : '';
  const stem = name.slice(0, name.length - extension.length);
  return (trimmed(head(stem, MOST_BYTES - Buffer.byteLength(extension))) || NAMELESS) + extension;
}

/** Returns the longest prefix of whole characters that fits into `bytes`. */
function head(text: string, bytes: number): string {
  let length = 0;
  let size = 0;
  for (const { segment } of graphemes.segment(text)) {
    size += Buffer.byteLength(segment);
    if (size > bytes) break;
    length += segment.length;
  }
  return text.slice(0, length);
}

/** What a file is of which nothing is known. */
export const unknownType = 'application/octet-stream';

const TYPE = /^[a-z0-9][a-z0-9!#$&^_.+-]{0,63}\/[a-z0-9][a-z0-9!#$&^_.+-]{0,63}$/;

/** A media type (RFC 6838) in small letters and without parameters; `application/octet-stream` for what is none. */
export function cleanType(type: string): string {
  const [bare = ''] = type.split(';', 1);
  const small = bare.trim().toLowerCase();
  return TYPE.test(small) ? small : unknownType;
}

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
export function checkLimits({ keepMs = 1, ...limits }: FileStoreLimits): void {
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
