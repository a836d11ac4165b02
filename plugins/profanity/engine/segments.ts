let segmenter: Intl.Segmenter | undefined;

/** How much of the text on each side of a match tells its words apart. */
const AROUND = 4;

/**
 * Whether a match begins or ends within a word that is partly outside of it, by the dictionary of Chinese that ICU has: 去死 in
 * 去|死胡同. A word that has all of the match is none of those: 去死吧.
 */
export function crossesWord(text: string, start: number, end: number): boolean {
  segmenter ??= new Intl.Segmenter('zh', { granularity: 'word' });
  const from = Math.max(0, start - AROUND);
  for (const { index, segment } of segmenter.segment(text.slice(from, end + AROUND))) {
    const first = from + index;
    const last = first + segment.length;
    if ((first < start && start < last && last < end) || (start < first && first < end && end < last)) return true;
    if (first >= end) return false;
  }
  return false;
}
