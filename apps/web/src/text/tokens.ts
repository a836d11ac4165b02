import { CJK } from './cjk.js';
import { linksIn } from './links.js';

/** A piece of a message. All sources put together are the message again. */
export type Token =
  | { readonly kind: 'text'; readonly source: string }
  /** Leads to `http:`, `https:` or `mailto:`, nothing else. */
  | { readonly kind: 'link'; readonly source: string; readonly href: string }
  /** Something in backquotes, without them: within a line, or a block of lines. */
  | { readonly kind: 'code' | 'block'; readonly source: string; readonly code: string }
  /** `@nick`, whoever that may be. */
  | { readonly kind: 'nick'; readonly source: string; readonly nick: string }
  /** `#room`, whether there is one or not. */
  | { readonly kind: 'room'; readonly source: string; readonly room: string };

// The lines that a block stands on are its own: no empty ones are left around it.
const CODE = /\n?```(?:[\w+#.-]{0,20}\n)?([\s\S]+?)\n?```\n?|(?<!`)`([^`\n]+)`(?!`)/gu;
/** Between a letter of a script without spaces and another one there is the border of a word. */
const MENTION = new RegExp(
  `(?<!(?![${CJK}])[\\p{L}\\p{N}_/&@#])([@#])([^\\s\\p{C}@#:,;!?()[\\]{}<>"'“”«»\`/，。、：；！？（）]{0,64})`,
  'gu',
);
/** Whether a word goes on behind a part of it. */
function continuesWord(word: string, after: string): boolean {
  return new RegExp(`^(?:[\\p{M}_]|(?![${CJK}])[\\p{L}\\p{N}])`, 'u').test(after) && /[\p{L}\p{N}_]$/u.test(word);
}

const MENTION_TRAILING = /[.…-]+$/u;

/** Whether a nick is that of somebody whom the reader knows. */
export type KnownNick = (nick: string) => boolean;

/** How many mentions of one text are compared with the nicks that are known. */
const MAX_COMPARED = 50;
const MAX_NICK_LENGTH = 64;

/** A nick at the beginning of a line, as in `ann: look`. */
const ADDRESSED = /^([^\s:,，：،]{1,64})(?=[:,，：،])/u;

/** The longest known nick that a text begins with, if a word ends there; names may have any characters. */
function knownAt(text: string, known: KnownNick): string | undefined {
  for (let length = Math.min(MAX_NICK_LENGTH, text.length); length > 0; length--) {
    const nick = text.slice(0, length);
    if (known(nick) && !continuesWord(nick, text.slice(length))) return nick;
  }
  return undefined;
}

/** Plain text, with whoever and whatever is mentioned in it. */
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
    // A number is more often that of a thing than a room.
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
 * Finds what is more than plain text: code, links, mentions.
 *
 * @param text what a user wrote
 * @param known tells nicks from other words behind an `@`, and at the beginning. Default: any word there may be one.
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
