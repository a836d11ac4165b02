import { ChatError } from '../errors.js';
import type { Limits } from '../limits.js';
import { fold } from './fold.js';
import { faultInName, faultInNick, withoutPresentation } from './name-rules.js';
import { fits } from './utf8.js';

const marks = /^[#@/:]/;

/**
 * A nick in NFC.
 * @throws ChatError `CHAT_NAME_INVALID` for one that is empty, too long, has characters that cannot be seen or mixes scripts,
 * and for one that could make a line of its user look like a line of the server.
 */
export function nickName(text: string, limits: Limits): string {
  const nick = withoutPresentation(text.trim().normalize('NFC'));
  return checked(nick, {
    what: 'nick',
    fault: faultInNick,
    characters: limits.nickCharacters,
    bytes: limits.nickBytes,
  });
}

/**
 * A room's name: folded, so that `Lobby` and `ｌｏｂｂｙ` are the room `lobby`; a `#` in front is dropped.
 * @throws ChatError `CHAT_NAME_INVALID` for one that is empty, too long, has characters that cannot be seen or mixes scripts.
 */
export function roomName(text: string, limits: Limits): string {
  const name = fold(withoutPresentation(text.trim()).replace(/^#/, ''));
  return checked(name, {
    what: "room's name",
    fault: faultInName,
    characters: limits.roomCharacters,
    bytes: limits.roomBytes,
  });
}

interface NameRules {
  readonly what: string;
  readonly fault: (name: string) => string | undefined;
  readonly characters: number;
  readonly bytes: number;
}

function checked(name: string, { what, fault, characters, bytes }: NameRules): string {
  const why =
    name === '' || !fits(name, characters, bytes)
      ? `has 1 to ${characters} characters`
      : marks.test(name)
        ? 'does not begin with # @ / or :'
        : fault(name);
  if (why === undefined) return name;
  throw new ChatError('CHAT_NAME_INVALID', `A ${what} ${why}.`, { details: { characters, bytes } });
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
    if (fits(candidate, limits.nickCharacters, limits.nickBytes) && faultInNick(candidate) === undefined)
      return candidate;
  }
  return digits;
}
