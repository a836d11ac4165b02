import { tokenize } from 'linkifyjs';
import { cutAtSentence, splitSentences } from './link-end.js';

/** A link in a text. */
export interface Link {
  /** Where it begins. */
  readonly at: number;
  readonly source: string;
  /** Where it leads. */
  readonly href: string;
}

/** What every link has at least one of: most messages have none, and are not looked at any closer. */
const HINT = /[.:@]/;
const TRAILING = /[.,;:!?'’…。，、；：！？]+$/u;
const BRACKETS: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{', '）': '（', '】': '【' };
const PROTOCOLS: ReadonlySet<string> = new Set(['http:', 'https:', 'mailto:']);
/** Names of files look like names of hosts: without a scheme there must be more to it. */
const SURELY_WEB = /^(?:https?:\/\/|www\.|[^/]+\/)/iu;

const count = (text: string, mark: string): number => text.split(mark).length - 1;

/** Without the punctuation that belongs to the sentence, and without a bracket that was opened before the link. */
function trimmed(link: string): string {
  for (let end = link; ; ) {
    const next = end.replace(TRAILING, '');
    const last = next.at(-1) ?? '';
    const opening = BRACKETS[last];
    if (opening === undefined || count(next, opening) >= count(next, last)) return next;
    end = next.slice(0, -1);
  }
}

/** The address, if it is one that may be followed. */
function addressOf(kind: string, link: string): string | undefined {
  const address = kind === 'email' ? `mailto:${link.replace(/^mailto:/i, '')}` : withScheme(link);
  if (address === undefined || !URL.canParse(address)) return undefined;
  const url = new URL(address);
  // A name before the host is a way to make a link look like another site's.
  return PROTOCOLS.has(url.protocol) && url.username === '' && url.password === '' ? url.href : undefined;
}

function withScheme(link: string): string | undefined {
  if (/^[a-z][a-z0-9+.-]*:/iu.test(link) && !/^[^/]+:\d+(?:\/|$)/u.test(link)) return link;
  return SURELY_WEB.test(link) ? `https://${link}` : undefined;
}

/** `<https://…>`, which is an address up to its end, and one of IPv6 (RFC 3986, section 3.2.2), of which linkify knows nothing. */
const EXACT =
  /<(https?:\/\/[^\s<>]{1,2000})>|(?<![a-z0-9])https?:\/\/\[[0-9a-f:.]{2,45}\](?::\d{1,5})?(?:[/?#][^\s<>"]*)?/giu;

/** Finds the links of a text in which none is marked; `offset` is where it stands in the whole. */
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
 * The links in a text: those that begin with a scheme, hosts with a path or a `www.`, and addresses for mail. A link ends where
 * the sentence goes on in a script without spaces; between `<` and `>` it is all that stands there.
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
