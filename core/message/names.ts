import { ChatError } from '../errors.js';
import type { Limits } from '../limits.js';
import { fold } from './fold.js';
import { fits } from './utf8.js';

// No white space, no control, format, private or unassigned characters: what cannot be seen cannot tell names apart.
const forbidden = /[\p{C}\p{Z}]/u;
const marks = /^[#@/:]|^\*+$/;

/**
 * A nick in NFC.
 * @throws ChatError `CHAT_NAME_INVALID`
 */
export function nickName(text: string, limits: Limits): string {
  return checked(text.trim().normalize('NFC'), 'nick', limits.nickCharacters, limits.nickBytes);
}

/**
 * A room's name: folded, so that `Lobby` and `ｌｏｂｂｙ` are the room `lobby`; a `#` in front is dropped.
 * @throws ChatError `CHAT_NAME_INVALID`
 */
export function roomName(text: string, limits: Limits): string {
  return checked(fold(text.trim().replace(/^#/, '')), "room's name", limits.roomCharacters, limits.roomBytes);
}

function checked(name: string, what: string, characters: number, bytes: number): string {
  if (name !== '' && fits(name, characters, bytes) && !forbidden.test(name) && !marks.test(name)) return name;
  throw new ChatError(
    'CHAT_NAME_INVALID',
    `A ${what} has 1 to ${characters} characters, none of them a space or a control character, and does not begin with # @ / or :.`,
    { details: { characters, bytes } },
  );
}

/**
 * A free name that begins like the taken one and fits: `name2`, or a higher number when that is taken, found by
 * doubling and then halving, so that a crowd of one name does not make every further one slow.
 */
export function freeName(name: string, isFree: (candidate: string) => boolean, limits: Limits): string {
  const stem = [...name.replace(/\d+$/, '')];
  const candidate = (number: number) => numbered(stem, String(number), limits);
  let taken = 1;
  let free = 2;
  while (!isFree(candidate(free))) {
    taken = free;
    free *= 2;
  }
  while (free - taken > 1) {
    const middle = Math.floor((taken + free) / 2);
    if (isFree(candidate(middle))) free = middle;
    else taken = middle;
  }
  return candidate(free);
}

function numbered(stem: readonly string[], digits: string, limits: Limits): string {
  for (let length = stem.length; length > 0; length--) {
    const candidate = stem.slice(0, length).join('') + digits;
    if (fits(candidate, limits.nickCharacters, limits.nickBytes)) return candidate;
  }
  return digits;
}
