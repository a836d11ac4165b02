import { fold } from '../../../../core/message/fold.js';
import { CJK } from './cjk.js';
import { tokens } from './tokens.js';

/** How many nick colours `styles/tokens.css` has: `--nick-0` to `--nick-11`. */
export const NICK_COLOURS = 12;

/**
 * Which of the nick colours a nick has: the same in every browser.
 *
 * @returns from 0 to 11
 */
export function nickColour(nick: string): number {
  // FNV-1a.
  let hash = 0x811c9dc5;
  for (const character of fold(nick)) {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  }
  return ((hash ^ (hash >>> 15)) >>> 0) % NICK_COLOURS;
}

const characters = new Intl.Segmenter();

/** The first character of a nick as a person sees characters, in upper case. */
export function initial(nick: string): string {
  const [first] = characters.segment(nick);
  return (first?.segment ?? '').toLocaleUpperCase();
}

/** A letter or digit that a word of a script with spaces is made of. */
const WORD_CHARACTER = `(?:(?![${CJK}])[\\p{L}\\p{N}\\p{M}_])`;
/** One of a script without spaces. */
const LETTER = `[${CJK}]`;
const IS_LETTER = new RegExp(LETTER, 'u');

/** What stands between a nick and the rest of the text; between Latin and Han there is the border of a word as well. */
function nickPattern(nick: string): RegExp {
  const escaped = nick.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
  const [first = '', last = ''] = [[...nick][0], [...nick].at(-1)];
  // A name of Han letters in the midst of others may be part of another name, unless it is marked.
  const before = IS_LETTER.test(first)
    ? `(?<=@)|(?<!${WORD_CHARACTER}|${LETTER})`
    : `(?<!${WORD_CHARACTER})(?<!${WORD_CHARACTER}@)`;
  const after = IS_LETTER.test(last) ? `(?:(?<=@${escaped})|(?!${LETTER}))` : '';
  return new RegExp(`(?:${before})${escaped}(?!${WORD_CHARACTER})${after}`, 'u');
}

/** The text without its links and code. */
function proseOf(text: string): string {
  const parts = tokens(text).map(({ kind, source }) =>
    kind === 'link' || kind === 'code' || kind === 'block' ? ' ' : source,
  );
  return parts.join('');
}

/** Whether a text speaks of a user by nick: as a whole word, in any case, with `@` or without, outside of links and code. */
export function mentions(text: string, nick: string): boolean {
  const wanted = fold(nick);
  if (wanted === '' || !fold(text).includes(wanted)) return false;
  return nickPattern(wanted).test(fold(proseOf(text)));
}

const TAGS: ReadonlyArray<readonly [match: RegExp, tag: string]> = [
  [/^memory\//, 'bot'],
  [/\/qt/, 'qt'],
  [/\/irc$/, 'irc'],
  [/^tcp\/text$/, 'nc'],
  [/^websocket\//, 'ws'],
];

/**
 * The short tag of a wire.
 *
 * @param wire `transport/dialect`, as in `tcp/text`
 * @returns `nc`, `ws`, `qt`, `irc`, `bot`, or the transport's name
 */
export function wireTag(wire: string): string {
  return TAGS.find(([match]) => match.test(wire))?.[1] ?? wire.split('/')[0] ?? wire;
}
