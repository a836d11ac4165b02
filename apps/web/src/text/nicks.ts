import { fold } from '../../../../core/message/fold.js';

/** Number of nick colours in `styles/tokens.css`: `--nick-0` to `--nick-11`. */
export const NICK_COLOURS = 12;

/**
 * Returns the colour number of a nick: the same in every browser.
 *
 * @returns 0 to 11
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

/** Returns the first grapheme of a nick in upper case. */
export function initial(nick: string): string {
  const [first] = characters.segment(nick);
  return (first?.segment ?? '').toLocaleUpperCase();
}

const TAGS: ReadonlyArray<readonly [match: RegExp, tag: string]> = [
  [/^memory\//, 'bot'],
  [/\/qt/, 'qt'],
  [/\/irc$/, 'irc'],
  [/^tcp\/text$/, 'nc'],
  [/^websocket\//, 'ws'],
];

/**
 * Returns the short tag of a wire.
 *
 * @param wire `transport/dialect`, such as `tcp/text`
 * @returns `nc`, `ws`, `qt`, `irc`, `bot`, or the transport's name
 */
export function wireTag(wire: string): string {
  return TAGS.find(([match]) => match.test(wire))?.[1] ?? wire.split('/')[0] ?? wire;
}
