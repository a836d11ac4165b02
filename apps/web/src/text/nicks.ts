import { fold } from '../../../../core/message/fold.js';

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

/** Whether a text speaks of somebody by nick, as a whole word and whatever the case. */
export function mentions(text: string, nick: string): boolean {
  if (nick === '') return false;
  const escaped = fold(nick).replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
  return new RegExp(`(?<![\\p{L}\\p{N}_])${escaped}(?![\\p{L}\\p{N}_])`, 'u').test(fold(text));
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
