import { tokenize } from 'linkifyjs';

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

/** The links in a text: those that begin with a scheme, hosts with a path or a `www.`, and addresses for mail. */
export function linksIn(text: string): readonly Link[] {
  if (!HINT.test(text)) return [];
  const found: Link[] = [];
  let at = 0;
  for (const token of tokenize(text)) {
    const whole = token.toString();
    if (token.isLink) {
      const source = trimmed(whole);
      const href = addressOf(token.t, source);
      if (href !== undefined) found.push({ at, source, href });
    }
    at += whole.length;
  }
  return found;
}
