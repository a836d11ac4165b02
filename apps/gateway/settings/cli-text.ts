/** A command, as `--help` shows it. */
export interface CommandHelp {
  /** The usage after `partyline`. */
  readonly usage: string;
  readonly summary: string;
}

/** A flag as it was given. */
export interface ParsedFlag {
  /** With its dashes. */
  readonly name: string;
  readonly value: string | undefined;
  /** Whether the value came after a `=`. */
  readonly inline: boolean;
}

/**
 * What is wrong with a flag, in one line; `undefined` when nothing is.
 * @param takesValue Whether it takes one; `undefined`: there is no such flag.
 * @param known The names of all, without dashes.
 * @param help Where they are told of.
 */
export function findFlagProblem(
  { name, value, inline }: ParsedFlag,
  takesValue: boolean | undefined,
  known: readonly string[],
  help: string,
): string | undefined {
  if (takesValue === undefined) {
    const meant = closestMatch(name.replace(/^-+/, ''), known);
    return `Unknown option ${name}. ${meant === undefined ? `See ${help}.` : `Did you mean --${meant}?`}`;
  }
  if (!takesValue) return value === undefined ? undefined : `${name} takes no value.`;
  if (value === undefined || value === '') return `${name} needs a value.`;
  if (!inline && value.startsWith('-'))
    return `${name} needs a value. If the value begins with a dash, write ${name}=${value}.`;
  return undefined;
}

/** The word that was most likely meant: the fewest letters away, and not more than a third of them. */
export function closestMatch(typed: string, words: readonly string[]): string | undefined {
  let best: string | undefined;
  let least = Math.floor(typed.length / 3) + 1;
  for (const word of words) {
    const away = editDistance(typed.toLowerCase(), word.toLowerCase());
    if (away >= least) continue;
    least = away;
    best = word;
  }
  return best;
}

/** How many letters must be put in, taken out or changed (Levenshtein). */
function editDistance(a: string, b: string): number {
  let above = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const here = [i];
    for (let j = 1; j <= b.length; j++) {
      const changed = (above[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      here.push(Math.min(changed, (above[j] ?? 0) + 1, (here[j - 1] ?? 0) + 1));
    }
    above = here;
  }
  return above[b.length] ?? 0;
}

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
