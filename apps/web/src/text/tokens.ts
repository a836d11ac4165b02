import { fold } from '../../../../core/message/fold.js';
import { CJK, linksIn } from './links.js';

/** A piece of a message. The sources of all tokens concatenate to the message. */
export type Token =
  | { readonly kind: 'text'; readonly source: string }
  /** Links only to `http:`, `https:` or `mailto:`. */
  | { readonly kind: 'link'; readonly source: string; readonly href: string }
  /** Text between backquotes: inline code, or a block of lines. */
  | { readonly kind: 'code' | 'block'; readonly source: string; readonly code: string }
  /** `@nick`, whether or not such a user exists. */
  | { readonly kind: 'nick'; readonly source: string; readonly nick: string }
  /** `#room`, whether or not such a room exists. */
  | { readonly kind: 'room'; readonly source: string; readonly room: string };

// Line breaks around a code block belong to it, so that no empty lines remain.
const CODE = /\n?```(?:[\w+#.-]{0,20}\n)?([\s\S]+?)\n?```\n?|(?<!`)`([^`\n]+)`(?!`)/gu;
/** A boundary between a CJK letter and another letter counts as a word boundary. */
const MENTION = new RegExp(
  `(?<!(?![${CJK}])[\\p{L}\\p{N}_/&@#])([@#])([^\\s\\p{C}@#:,;!?()[\\]{}<>"'“”«»\`/，。、：；！？（）]{0,64})`,
  'gu',
);
/** Checks whether a word continues after a part of it. */
function continuesWord(word: string, after: string): boolean {
  return new RegExp(`^(?:[\\p{M}_]|(?![${CJK}])[\\p{L}\\p{N}])`, 'u').test(after) && /[\p{L}\p{N}_]$/u.test(word);
}

const MENTION_TRAILING = /[.…-]+$/u;

/** Checks whether a nick belongs to a known user. */
export type KnownNick = (nick: string) => boolean;

/** Mentions per text that are compared with the known nicks. */
const MAX_COMPARED = 50;
const MAX_NICK_LENGTH = 64;

/** A nick at the start of a line, as in `ann: look`. */
const ADDRESSED = /^([^\s:,，：،]{1,64})(?=[:,，：،])/u;

/** Returns the longest known nick that the text starts with, if a word ends there; nicks may have any characters. */
function knownAt(text: string, known: KnownNick): string | undefined {
  for (let length = Math.min(MAX_NICK_LENGTH, text.length); length > 0; length--) {
    const nick = text.slice(0, length);
    if (known(nick) && !continuesWord(nick, text.slice(length))) return nick;
  }
  return undefined;
}

/** Splits plain text at mentions of users and rooms. */
function pushMentions(text: string, found: Token[], known: KnownNick | undefined): void {
  let done = 0;
  let compared = 0;
  const [addressed] =
    (known && (found.length === 0 || /\n$/u.test(found.at(-1)?.source ?? '')) && ADDRESSED.exec(text)) || [];
  if (addressed !== undefined && known?.(addressed)) {
    found.push({ kind: 'nick', source: addressed, nick: addressed });
    done = addressed.length;
  }
  for (const match of text.matchAll(MENTION)) {
    if (match.index < done) continue;
    const [, mark = '', whole = ''] = match;
    const exact =
      mark === '@' && known !== undefined && compared++ < MAX_COMPARED
        ? knownAt(text.slice(match.index + 1, match.index + 1 + MAX_NICK_LENGTH), known)
        : undefined;
    const name = exact ?? whole.replace(MENTION_TRAILING, '');
    // `#1` is more often an issue number than a room.
    if (name === '' || (mark === '#' && !/\p{L}/u.test(name))) continue;
    if (match.index > done) found.push({ kind: 'text', source: text.slice(done, match.index) });
    const source = mark + name;
    found.push(mark === '@' ? { kind: 'nick', source, nick: name } : { kind: 'room', source, room: name });
    done = match.index + source.length;
  }
  if (done < text.length) found.push({ kind: 'text', source: text.slice(done) });
}

function pushLinks(text: string, found: Token[], known: KnownNick | undefined): void {
  let done = 0;
  for (const { at, source, href } of linksIn(text)) {
    if (at > done) pushMentions(text.slice(done, at), found, known);
    found.push({ kind: 'link', source, href });
    done = at + source.length;
  }
  if (done < text.length) pushMentions(text.slice(done), found, known);
}

/**
 * Splits a text into code, links, mentions and plain text.
 *
 * @param known tells nicks from other words after `@` and at the start of a line. Default: any word after `@` is a nick.
 */
export function tokens(text: string, known?: KnownNick): readonly Token[] {
  const found: Token[] = [];
  let done = 0;
  if (text.includes('`')) {
    for (const match of text.matchAll(CODE)) {
      const [source, block, code] = match;
      if (match.index > done) pushLinks(text.slice(done, match.index), found, known);
      if (block !== undefined) found.push({ kind: 'block', source, code: block });
      else found.push({ kind: 'code', source, code: code ?? '' });
      done = match.index + source.length;
    }
  }
  if (done < text.length) pushLinks(text.slice(done), found, known);
  return found;
}

/** A word character of a script with spaces. */
const WORD_CHARACTER = `(?:(?![${CJK}])[\\p{L}\\p{N}\\p{M}_])`;
/** A letter of a script without spaces. */
const LETTER = `[${CJK}]`;
const IS_LETTER = new RegExp(LETTER, 'u');

/** Matches a nick with word boundaries around it; a boundary between Latin and Han counts as one. */
function nickPattern(nick: string): RegExp {
  const escaped = nick.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
  const [first = '', last = ''] = [[...nick][0], [...nick].at(-1)];
  // A Han nick between other Han letters may be part of another name, unless marked with `@`.
  const before = IS_LETTER.test(first)
    ? `(?<=@)|(?<!${WORD_CHARACTER}|${LETTER})`
    : `(?<!${WORD_CHARACTER})(?<!${WORD_CHARACTER}@)`;
  const after = IS_LETTER.test(last) ? `(?:(?<=@${escaped})|(?!${LETTER}))` : '';
  return new RegExp(`(?:${before})${escaped}(?!${WORD_CHARACTER})${after}`, 'u');
}

/** Returns the text without links and code. */
function proseOf(text: string): string {
  const parts = tokens(text).map(({ kind, source }) =>
    kind === 'link' || kind === 'code' || kind === 'block' ? ' ' : source,
  );
  return parts.join('');
}

/** Checks whether a text mentions a nick: as a whole word, in any case, with or without `@`, outside links and code. */
export function mentions(text: string, nick: string): boolean {
  const wanted = fold(nick);
  if (wanted === '' || !fold(text).includes(wanted)) return false;
  return nickPattern(wanted).test(fold(proseOf(text)));
}
