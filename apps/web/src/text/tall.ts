/** A message of more lines is folded. */
export const FOLDED_LINES = 20;

/** About as many characters fit on a line of a wide screen. */
const PER_LINE = 100;

/** Whether a text takes so many lines that it is shown folded first. */
export function isTall(text: string): boolean {
  let lines = 0;
  for (const line of text.split('\n')) {
    lines += Math.max(1, Math.ceil(line.length / PER_LINE));
    if (lines > FOLDED_LINES) return true;
  }
  return false;
}
