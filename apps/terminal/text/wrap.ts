import { graphemesOf, graphemeWidth, widthOf } from './width.js';

/** Breaks a text into lines of at most `width` columns (at least 2): between words where there are any. Never gives no line. */
export function wrap(text: string, width: number): string[] {
  return text.split('\n').flatMap((paragraph) => wrapped(paragraph, Math.max(2, width)));
}

function wrapped(text: string, width: number): string[] {
  if (text.length <= width && widthOf(text) <= width) return [text];
  const rows: string[] = [];
  let row = '';
  let used = 0;
  /** Where the row may be broken: how much of it, and how wide that is. */
  let whole = { length: 0, width: 0 };

  function breakRow(): void {
    const at = whole.length > 0 ? whole : { length: row.length, width: used };
    rows.push(row.slice(0, at.length).trimEnd());
    row = row.slice(at.length);
    used -= at.width;
    whole = { length: 0, width: 0 };
  }

  for (const grapheme of graphemesOf(text)) {
    const columns = graphemeWidth(grapheme);
    // Before a Chinese, Japanese or Korean character, and before an emoji, a line may always end.
    if (columns === 2) whole = { length: row.length, width: used };
    if (used + columns > width && grapheme === ' ') {
      whole = { length: row.length, width: used };
      breakRow();
      continue;
    }
    while (used > 0 && used + columns > width) breakRow();
    row += grapheme;
    used += columns;
    if (grapheme === ' ' || grapheme === '-' || columns === 2) whole = { length: row.length, width: used };
  }
  return [...rows, row];
}

/** The beginning of a text, in at most so many columns; what was cut ends in `…`. */
export function clip(text: string, width: number): string {
  if (widthOf(text) <= width) return text;
  if (width < 1) return '';
  let kept = '';
  let used = 0;
  for (const grapheme of graphemesOf(text)) {
    const columns = graphemeWidth(grapheme);
    if (used + columns > width - 1) break;
    kept += grapheme;
    used += columns;
  }
  return `${kept}…`;
}

/** A text in exactly so many columns. */
export function padded(text: string, width: number, align: 'left' | 'right' = 'left'): string {
  const kept = clip(text, width);
  const rest = ' '.repeat(Math.max(0, width - widthOf(kept)));
  return align === 'left' ? kept + rest : rest + kept;
}
