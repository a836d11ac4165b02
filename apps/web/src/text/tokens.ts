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
const MENTION = /(?<![\p{L}\p{N}_/&@#])([@#])([^\s\p{C}@#:,;!?()[\]{}<>"'“”«»`/，。、：；！？（）]{1,64})/gu;
const MENTION_TRAILING = /[.…-]+$/u;

/** Plain text, with whoever and whatever is mentioned in it. */
function mentioned(text: string, found: Token[]): void {
  let done = 0;
  for (const match of text.matchAll(MENTION)) {
    const [, mark = '', whole = ''] = match;
    const name = whole.replace(MENTION_TRAILING, '');
    // A number is more often that of a thing than a room.
    if (name === '' || (mark === '#' && !/\p{L}/u.test(name))) continue;
    if (match.index > done) found.push({ kind: 'text', source: text.slice(done, match.index) });
    const source = mark + name;
    found.push(mark === '@' ? { kind: 'nick', source, nick: name } : { kind: 'room', source, room: name });
    done = match.index + source.length;
  }
  if (done < text.length) found.push({ kind: 'text', source: text.slice(done) });
}

function linked(text: string, found: Token[]): void {
  let done = 0;
  for (const { at, source, href } of linksIn(text)) {
    if (at > done) mentioned(text.slice(done, at), found);
    found.push({ kind: 'link', source, href });
    done = at + source.length;
  }
  if (done < text.length) mentioned(text.slice(done), found);
}

/**
 * Finds what is more than plain text: code, links, mentions.
 *
 * @param text what somebody wrote
 */
export function tokens(text: string): readonly Token[] {
  const found: Token[] = [];
  let done = 0;
  if (text.includes('`')) {
    for (const match of text.matchAll(CODE)) {
      const [source, block, code] = match;
      if (match.index > done) linked(text.slice(done, match.index), found);
      if (block !== undefined) found.push({ kind: 'block', source, code: block });
      else found.push({ kind: 'code', source, code: code ?? '' });
      done = match.index + source.length;
    }
  }
  if (done < text.length) linked(text.slice(done), found);
  return found;
}
