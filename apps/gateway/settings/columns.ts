const COLUMN = 33;
const WIDTH = 118;

/** A line of `--help` in two columns; what does not fit beside the left one goes on below. */
export function formatColumns(left: string, right: string): string {
  const lines = [''];
  for (const word of right.split(' ')) {
    const last = lines.at(-1) ?? '';
    if (last.length + word.length > WIDTH - COLUMN) lines.push(word);
    else lines[lines.length - 1] = last === '' ? word : `${last} ${word}`;
  }
  const rows = lines.map((text, index) => `  ${(index === 0 ? left : '').padEnd(COLUMN - 2)} ${text}`);
  if (left.length > COLUMN - 2) rows.splice(0, 1, `  ${left}`, `${' '.repeat(COLUMN + 1)}${lines[0]}`);
  return rows.join('\n');
}
