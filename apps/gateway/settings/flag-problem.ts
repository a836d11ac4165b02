import { closestMatch } from './nearest.js';

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
    return `there is no option ${name}; ${meant === undefined ? `see ${help}.` : `did you mean --${meant}?`}`;
  }
  if (!takesValue) return value === undefined ? undefined : `${name} takes no value.`;
  if (value === undefined || value === '') return `${name} needs a value.`;
  if (!inline && value.startsWith('-'))
    return `${name} needs a value; one that begins with a dash is written ${name}=${value}.`;
  return undefined;
}
