import { CJK } from './cjk.js';

/** Punctuation of Chinese, Japanese and Korean sentences, and their brackets: none of it is part of an address. */
const SENTENCE = /([。、，；：！？．｡､…（）［］【】「」『』《》〈〉〔〕“”]+)/u;

/** An address that begins right behind a letter of these scripts, which are written without spaces. */
const GLUED = new RegExp(`(?<=[${CJK}])(?=https?://|www\\.)`, 'iu');

/** Scheme and host of an address, and the rest. */
const PARTS = /^((?:[a-z][a-z0-9+.-]*:\/\/)?[^/?#]*)(.*)$/isu;

/** A host whose last part is Latin, or its port, right before a letter of these scripts. */
const HOST = new RegExp(`^(?:[a-z][a-z0-9+.-]*://)?(?:[^.]+\\.)*[a-z0-9-]+(?::\\d+)?(?=[${CJK}])`, 'iu');

const FIRST = new RegExp(`[${CJK}]`, 'u');
const LATIN = /[a-z]/iu;

/** Behind these a part of the address begins, which may be in any script: `/wiki/北京`, `?q=北京`. */
const BEGINS_PART = /[/=#?&_~+-]$/u;

/** Takes a text apart where no address goes on: at punctuation of sentences, and before an address without a space. */
export function splitSentences(text: string): readonly string[] {
  return text.split(SENTENCE).flatMap((piece) => piece.split(GLUED));
}

/**
 * Cuts an address where the sentence goes on without a space: before the first Han, Kana or Hangul letter that follows a Latin
 * one (or a digit, or ASCII punctuation of a sentence), unless Latin letters follow. A part of the path that begins with such
 * a letter belongs to the address.
 */
export function cutAtSentence(link: string): string {
  const [, origin = '', rest = ''] = PARTS.exec(link) ?? [];
  const host = HOST.exec(origin)?.[0];
  if (host !== undefined && !LATIN.test(link.slice(host.length))) return host;
  const at = rest.search(FIRST);
  if (at < 0 || LATIN.test(rest.slice(at))) return link;
  const before = rest.slice(0, at);
  return BEGINS_PART.test(before) ? link : origin + before;
}
