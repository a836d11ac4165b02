/** A command's usage for `--help`. */
export interface CommandHelp {
  /** The usage after `partyline`. */
  readonly usage: string;
  readonly summary: string;
}

/** A flag of a command line. */
export interface ParsedFlag {
  /** With its dashes. */
  readonly name: string;
  readonly value: string | undefined;
  /** Whether the value came after a `=`. */
  readonly inline: boolean;
}

/**
 * Checks a flag.
 * @param takesValue Whether it takes a value; `undefined` for an unknown flag.
 * @param known All names, without dashes.
 * @param help The command that prints the help.
 * @returns The problem in one line, or `undefined`.
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

/** Finds the most similar word, with at most a third of the letters changed. */
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

/** Returns the Levenshtein distance. */
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

/** Formats an entry of `--help` in two columns. */
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
