/** Line breaks of any kind: a terminal, or a program behind it, begins a new line at each. */
const lineBreak = /\r\n?|[\n\v\f\u0085\u2028\u2029]/gu;
/**
 * Controls of the writing direction (UAX #9). Where a terminal heeds them, one that is left open turns round what follows; letters
 * have their direction without them.
 */
const bidiControl = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
const plain = /^[\t -~]*$/;

/**
 * Returns a text as one block of lines. Lines after the first are indented by two spaces, so that none can pass for a line of
 * the server or of another user; controls of the writing direction are dropped.
 * @param most How many lines are shown; `… 350 more lines` stands for the others.
 */
export function inOneBlock(text: string, most = Number.POSITIVE_INFINITY): string {
  if (plain.test(text)) return text;
  const lines = text.replace(bidiControl, '').split(lineBreak);
  const more = lines.length - most;
  // The line that says how many are left out stands for two at least.
  if (more < 2) return lines.join('\n  ');
  return [...lines.slice(0, most), `… ${more} more lines`].join('\n  ');
}

/** Returns an answer whose lines after the first are indented, those that are not yet by two spaces. */
export function formatAnswer(text: string): string {
  if (plain.test(text)) return text;
  const [first = '', ...lines] = text.replace(bidiControl, '').split(lineBreak);
  return [first, ...lines.map((line) => (line.startsWith('  ') ? line : `  ${line}`))].join('\n');
}
