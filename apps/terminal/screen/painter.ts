/** A whole update at once, where the terminal knows how (DEC mode 2026); elsewhere it is ignored. */
const BEGIN = '\u001b[?2026h\u001b[?25l';
const END = '\u001b[?25h\u001b[?2026l';

/** A place on the screen, from the top left corner, 0. */
export interface Cell {
  readonly row: number;
  readonly column: number;
}

/** Puts pictures of the screen on a terminal: of each only the rows that differ from the one before. */
export interface Painter {
  /** @param picture all rows, with their colours */
  paint(picture: string, cursor: Cell): void;
  /** The terminal may show anything now: all is painted next. */
  forget(): void;
}

const at = ({ row, column }: Cell): string => `\u001b[${row + 1};${column + 1}H`;

/** Makes a painter. */
export function createPainter(write: (text: string) => void): Painter {
  let shown: readonly string[] | undefined;
  let place = '';
  return {
    paint(picture, cursor) {
      const rows = picture.split('\n');
      const before = shown;
      const clear = before === undefined ? '\u001b[2J' : '';
      const count = Math.max(rows.length, before?.length ?? 0);
      let changed = '';
      for (let row = 0; row < count; row++) {
        const text = rows[row] ?? '';
        // Cleared first: behind a row that fills the width the cursor still stands on its last cell.
        if (text !== (before?.[row] ?? '')) changed += `${at({ row, column: 0 })}\u001b[0m\u001b[2K${text}\u001b[0m`;
      }
      const next = at(cursor);
      if (clear + changed === '' && next === place) return;
      shown = rows;
      place = next;
      write(BEGIN + clear + changed + next + END);
    },
    forget() {
      shown = undefined;
    },
  };
}
