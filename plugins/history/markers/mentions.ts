import { fold } from '../../../core/index.js';

const INSIDE = /[\p{L}\p{N}\p{M}_]/u;

/** Whether a text names somebody: their nick as a word of its own, in any case and width, with an `@` or without. */
export function mentions(text: string, nick: string): boolean {
  const where = fold(text);
  const wanted = fold(nick);
  for (let at = where.indexOf(wanted); at >= 0; at = where.indexOf(wanted, at + 1)) {
    const before = [...where.slice(Math.max(0, at - 2), at)].at(-1) ?? '';
    const [after = ''] = where.slice(at + wanted.length, at + wanted.length + 2);
    if (!INSIDE.test(before) && !INSIDE.test(after)) return true;
  }
  return false;
}
