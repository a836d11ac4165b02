import type { Json } from '../../../core/index.js';
import type { StoredFile } from '../vault/index.js';

const UNITS = ['kB', 'MB', 'GB', 'TB', 'PB'] as const;

/** A number of bytes as people read it: `812 B`, `1.2 MB`, in powers of 1000. */
export function sizeText(bytes: number): string {
  let amount = bytes;
  let unit = 'B';
  for (const larger of UNITS) {
    // What would be shown as 1000 is shown as 1 of the next unit.
    if (Math.round(amount) < 1_000) break;
    amount /= 1_000;
    unit = larger;
  }
  const shown = unit === 'B' || amount >= 9.95 ? String(Math.round(amount)) : amount.toFixed(1);
  return `${shown} ${unit}`;
}

/** Where a file is on the web. @param baseUrl Ends with a slash. */
export function urlOf({ id, name }: Pick<StoredFile, 'id' | 'name'>, baseUrl: string): string {
  return `${baseUrl}${encodeURIComponent(id)}/${encodeURIComponent(name)}`;
}

/** What the message that tells of a file says, for those who read plain text: `NAME (SIZE) URL`. */
export function textOf(file: StoredFile, baseUrl: string | undefined): string {
  const url = baseUrl === undefined ? '' : ` ${urlOf(file, baseUrl)}`;
  return `${file.name} (${sizeText(file.size)})${url}`;
}

/** What goes beside the text, for programs. */
export function dataOf({ id, name, size, type, sha256 }: StoredFile): Json {
  return { file: id, name, size, type, sha256 };
}
