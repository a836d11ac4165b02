import type { Editor } from '../input/editor.js';
import { graphemesOf, graphemeWidth, widthOf } from '../text/width.js';
import { clip } from '../text/wrap.js';
import { type Row, span } from './row.js';

/** What is being written, as rows, and where the cursor is in them. */
export interface Composer {
  readonly rows: readonly Row[];
  readonly cursor: { readonly row: number; readonly column: number };
}

/**
 * Lays out what is being written behind a prompt, broken at the width: unlike what was said, between any two characters, so
 * that nothing jumps while somebody writes.
 */
export function composerRows(editor: Pick<Editor, 'text' | 'cursor'>, prompt: string, width: number): Composer {
  const label = `${clip(prompt, Math.max(4, Math.floor(width / 3)))} `;
  const indent = widthOf(label);
  const room = Math.max(2, width - indent - 1);
  const texts = [''];
  let used = 0;
  let units = 0;
  let cursor = { row: 0, column: indent };

  function newRow(): void {
    texts.push('');
    used = 0;
  }

  for (const grapheme of [...graphemesOf(editor.text), '']) {
    const columns = graphemeWidth(grapheme);
    if (used + columns > room) newRow();
    if (units === editor.cursor) cursor = { row: texts.length - 1, column: indent + used };
    units += grapheme.length;
    if (grapheme === '\n') newRow();
    else {
      texts[texts.length - 1] += grapheme;
      used += columns;
    }
  }
  const rows = texts.map((text, index) => [span(index === 0 ? label : ' '.repeat(indent), 'accent'), span(text)]);
  return { rows, cursor };
}

/** As many rows as there is room for, around the cursor. */
export function visible({ rows, cursor }: Composer, height: number): Composer {
  const start = Math.max(0, cursor.row - height + 1);
  return { rows: rows.slice(start, start + height), cursor: { row: cursor.row - start, column: cursor.column } };
}
