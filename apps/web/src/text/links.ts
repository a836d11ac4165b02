import { tokenize } from 'linkifyjs';

/**
 * Han, kana and hangul letters, which are written without spaces; for a character class of a `u` regular expression.
 */
export const CJK =
  '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Hangul}\\p{Script=Bopomofo}々〆ー';

/** CJK punctuation and brackets, which are never part of a URL. */
const SENTENCE = /([。、，；：！？．｡､…（）［］【】「」『』《》〈〉〔〕“”]+)/u;

/** A URL right after a CJK letter. */
const GLUED = new RegExp(`(?<=[${CJK}])(?=https?://|www\\.)`, 'iu');

/** Scheme and host, and the rest. */
const PARTS = /^((?:[a-z][a-z0-9+.-]*:\/\/)?[^/?#]*)(.*)$/isu;

/** A Latin host or port right before a CJK letter. */
const HOST = new RegExp(`^(?:[a-z][a-z0-9+.-]*://)?(?:[^.]+\\.)*[a-z0-9-]+(?::\\d+)?(?=[${CJK}])`, 'iu');

const FIRST = new RegExp(`[${CJK}]`, 'u');
const LATIN = /[a-z]/iu;

/** After these characters a path or query may continue in any script: `/wiki/北京`, `?q=北京`. */
const BEGINS_PART = /[/=#?&_~+-]$/u;

/** Splits a text where no URL can continue: at CJK punctuation and before a URL without a space. */
export function splitSentences(text: string): readonly string[] {
  return text.split(SENTENCE).flatMap((piece) => piece.split(GLUED));
}

/**
 * Cuts a URL where a sentence continues without a space: before the first CJK letter after a Latin letter, digit or ASCII
 * punctuation, unless Latin letters follow. A path segment that starts with a CJK letter belongs to the URL.
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

/** A link in a text. */
export interface Link {
  /** Index of its first character. */
  readonly at: number;
  readonly source: string;
  /** Normalized URL. */
  readonly href: string;
}

/** Every link has one of these characters; most messages have none and are skipped. */
const HINT = /[.:@]/;
const TRAILING = /[.,;:!?'’…。，、；：！？]+$/u;
const BRACKETS: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{', '）': '（', '】': '【' };
const PROTOCOLS: ReadonlySet<string> = new Set(['http:', 'https:', 'mailto:']);
/** File names look like hosts: without a scheme, require a path or `www.`. */
const SURELY_WEB = /^(?:https?:\/\/|www\.|[^/]+\/)/iu;

const count = (text: string, mark: string): number => text.split(mark).length - 1;

/** Removes trailing punctuation, and a closing bracket that was opened before the link. */
function trimmed(link: string): string {
  for (let end = link; ; ) {
    const next = end.replace(TRAILING, '');
    const last = next.at(-1) ?? '';
    const opening = BRACKETS[last];
    if (opening === undefined || count(next, opening) >= count(next, last)) return next;
    end = next.slice(0, -1);
  }
}

/** Returns the URL if it is safe to follow. */
function addressOf(kind: string, link: string): string | undefined {
  const address = kind === 'email' ? `mailto:${link.replace(/^mailto:/i, '')}` : withScheme(link);
  if (address === undefined || !URL.canParse(address)) return undefined;
  const url = new URL(address);
  // User info before the host can imitate another site.
  return PROTOCOLS.has(url.protocol) && url.username === '' && url.password === '' ? url.href : undefined;
}

function withScheme(link: string): string | undefined {
  if (/^[a-z][a-z0-9+.-]*:/iu.test(link) && !/^[^/]+:\d+(?:\/|$)/u.test(link)) return link;
  return SURELY_WEB.test(link) ? `https://${link}` : undefined;
}

/** `<https://…>` links, and IPv6 hosts (RFC 3986, section 3.2.2), which linkify does not support. */
const EXACT =
  /<(https?:\/\/[^\s<>]{1,2000})>|(?<![a-z0-9])https?:\/\/\[[0-9a-f:.]{2,45}\](?::\d{1,5})?(?:[/?#][^\s<>"]*)?/giu;

/** Finds links in a piece of text that starts at `offset`. */
function search(text: string, offset: number, found: Link[]): void {
  let at = offset;
  for (const piece of splitSentences(text)) {
    for (const token of HINT.test(piece) ? tokenize(piece) : []) {
      const whole = token.toString();
      if (token.isLink) {
        const source = trimmed(cutAtSentence(whole));
        const href = addressOf(token.t, source);
        if (href !== undefined) found.push({ at, source, href });
      }
      at += whole.length;
    }
    if (!HINT.test(piece)) at += piece.length;
  }
}

/**
 * Finds the links of a text: URLs with a scheme, hosts with a path or `www.`, and email addresses. A link ends where the sentence
 * continues in a script without spaces; between `<` and `>` it is taken whole.
 */
export function linksIn(text: string): readonly Link[] {
  if (!HINT.test(text)) return [];
  const found: Link[] = [];
  let done = 0;
  for (const match of text.matchAll(EXACT)) {
    const [whole, marked] = match;
    const source = marked ?? trimmed(cutAtSentence(whole.split(/[。、，；：！？（）】」』》“”]/u, 1)[0] ?? ''));
    const href = addressOf('url', source);
    if (href === undefined) continue;
    search(text.slice(done, match.index), done, found);
    const at = match.index + (marked === undefined ? 0 : 1);
    found.push({ at, source, href });
    done = at + source.length;
  }
  search(text.slice(done), done, found);
  return found;
}
