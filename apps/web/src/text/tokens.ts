/** A piece of a message: plain text, or a link. */
export interface Token {
  readonly text: string;
  /** Where it leads: `http:` or `https:`, nothing else. Absent for plain text. */
  readonly href?: string;
}

const CANDIDATE = /https?:\/\/[^\s<>"“”«»「」]+/giu;
const TRAILING = /[.,;:!?'’…。，、；：！？]+$/u;
const BRACKETS: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{', '）': '（', '】': '【' };

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
function addressOf(link: string): string | undefined {
  if (!URL.canParse(link)) return undefined;
  const url = new URL(link);
  // A name before the host is a way to make a link look like another site's.
  const plain = (url.protocol === 'http:' || url.protocol === 'https:') && url.username === '' && url.password === '';
  return plain ? url.href : undefined;
}

/**
 * Finds the links in a text.
 *
 * @param text what somebody wrote
 * @returns pieces that, put together, are the text again
 */
export function tokens(text: string): readonly Token[] {
  const found: Token[] = [];
  let done = 0;
  for (const match of text.matchAll(CANDIDATE)) {
    const link = trimmed(match[0]);
    const href = addressOf(link);
    if (href === undefined) continue;
    if (match.index > done) found.push({ text: text.slice(done, match.index) });
    found.push({ text: link, href });
    done = match.index + link.length;
  }
  if (done < text.length) found.push({ text: text.slice(done) });
  return found;
}
