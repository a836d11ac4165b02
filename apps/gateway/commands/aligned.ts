/** A table for a terminal: each column as wide as its widest cell; the last one as it is. */
export function formatTable(rows: readonly (readonly string[])[]): string {
  const widths: number[] = [];
  for (const row of rows) {
    for (const [at, cell] of row.entries()) widths[at] = Math.max(widths[at] ?? 0, cell.length);
  }
  const line = (row: readonly string[]) => row.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join('  ');
  return rows.map((row) => `${line(row).trimEnd()}\n`).join('');
}

/** What another machine says, as one line of a terminal. */
export function oneLine(text: string, most = 500): string {
  return text.slice(0, most).replace(/\p{C}+/gu, ' ');
}
