/** Where links and code are in a text: a message with another link or other code would be another message. */
export type Spans = readonly (readonly [start: number, end: number])[];

const ADDRESS =
  /(?<![a-z0-9])(?:[a-z][a-z0-9+.-]{1,14}:\/\/|www\.(?=[a-z0-9-]{1,63}\.))[^\s<>"`「」『』（）【】《》“”。，、！？；：]+/giu;
/** Chinese text that follows an address without a space is none of it. */
const CHINESE_AFTER = /[a-z0-9][\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/iu;

/** Links: what follows `scheme://` or `www.`. Takes linear time. */
export function linksIn(text: string): Spans {
  if (!text.includes('://') && !/www\./i.test(text)) return [];
  return [...text.matchAll(ADDRESS)].map(({ 0: address, index }) => {
    const scheme = address.indexOf('://');
    const begins = scheme < 0 ? 0 : scheme + 3;
    const chinese = address.slice(begins).search(CHINESE_AFTER);
    const whole = chinese < 0 ? address : address.slice(0, begins + chinese + 1);
    return [index + begins, index + lengthOf(whole)];
  });
}

/** Without the brackets and the punctuation that a sentence puts behind an address. */
function lengthOf(address: string): number {
  let depth = 0;
  for (let at = 0; at < address.length; at++) {
    const unit = address[at];
    if (unit === '(' || unit === '[') depth++;
    if (unit === ')' || unit === ']') depth--;
    if (depth < 0) return at;
  }
  return address.replace(/[.,:;!?']+$/, '').length;
}

/** Code: what is between runs of as many backticks, on one line or on several. */
export function codeIn(text: string): Spans {
  if (!text.includes('`')) return [];
  const runs = [...text.matchAll(/`+/g)];
  const next = new Map<number, number>();
  const closing: (number | undefined)[] = Array(runs.length);
  for (let at = runs.length - 1; at >= 0; at--) {
    const length = runs[at]?.[0].length ?? 0;
    closing[at] = next.get(length);
    next.set(length, at);
  }
  const spans: [number, number][] = [];
  for (let at = 0; at < runs.length; at++) {
    const end = closing[at];
    if (end === undefined) continue;
    const [from, to] = [runs[at], runs[end]];
    if (from !== undefined && to !== undefined) spans.push([from.index + from[0].length, to.index]);
    at = end;
  }
  return spans;
}

/** Whether a part of a text is within one of the spans. They are in order. */
export function isWithin(spans: Spans, start: number, end: number): boolean {
  return spans.some(([from, to]) => from <= start && end <= to);
}
