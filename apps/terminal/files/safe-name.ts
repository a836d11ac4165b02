import { cleanLine } from '../text/clean.js';
import { graphemesOf } from '../text/width.js';

/** As much as every file system takes, with room for a number. */
const MOST_BYTES = 200;
const RESERVED = /^(?:con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(?=\s*(?:\.|$))/i;

/**
 * A name for a file that a stranger has named: the last part of a path of either kind, without characters that are not seen
 * or that a file system forbids, not hidden, no device of Windows, and not too long. What is left may still be taken.
 */
export function safeName(name: string): string {
  const last = cleanLine(name)
    .normalize('NFC')
    .split(/[/\\]/)
    .findLast((part) => /[^\s.]/u.test(part));
  const plain = (last ?? '')
    .replace(/[<>:"|?*]/g, '_')
    .replace(/^[\s.~-]+/u, '')
    .replace(/[\s.]+$/u, '')
    .replace(RESERVED, (device) => `_${device}`);
  return shortened(plain === '' || plain === '_' ? 'file' : plain);
}

function shortened(name: string): string {
  if (Buffer.byteLength(name) <= MOST_BYTES) return name;
  const dot = name.lastIndexOf('.');
  const extension = dot > 0 && Buffer.byteLength(name.slice(dot)) <= 32 ? name.slice(dot) : '';
  let stem = '';
  for (const grapheme of graphemesOf(name.slice(0, name.length - extension.length))) {
    if (Buffer.byteLength(stem + grapheme + extension) > MOST_BYTES) break;
    stem += grapheme;
  }
  return (stem.trimEnd() || 'file') + extension;
}

/** `cat.png`, `cat (2).png`, `cat (3).png`, … */
export function numberedName(name: string, number: number): string {
  if (number < 2) return name;
  const dot = name.lastIndexOf('.');
  return dot > 0 ? `${name.slice(0, dot)} (${number})${name.slice(dot)}` : `${name} (${number})`;
}
