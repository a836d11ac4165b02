import { parseArgs } from 'node:util';
import { columns } from '../settings/columns.js';
import { problemWithFlag } from '../settings/flag-problem.js';
import type { CommandHelp } from '../settings/help.js';

/** An option that takes a value. */
export interface Option {
  readonly placeholder: string;
  readonly help: string;
}

/** What was given to a command. */
export interface Arguments<Name extends string> {
  /** Of an option that was given twice, the last. */
  readonly values: Readonly<Partial<Record<Name, string>>>;
  /** All that is no option, in order. */
  readonly words: readonly string[];
  /** One line each. */
  readonly problems: readonly string[];
  /** Whether help was asked for, whatever else is wrong. */
  readonly help: boolean;
}

/** Reads what stands behind a command's name; never throws. After `--` everything is a word. */
export function readArguments<Name extends string>(
  command: string,
  args: readonly string[],
  options: Readonly<Record<Name, Option>>,
): Arguments<Name> {
  const names = Object.keys(options);
  const declared = Object.fromEntries(names.map((name) => [name, { type: 'string' as const }]));
  const { tokens } = parseArgs({
    args: [...args],
    options: { ...declared, help: { type: 'boolean', short: 'h' } },
    strict: false,
    tokens: true,
  });
  const values: Record<string, string> = {};
  const words: string[] = [];
  const problems: string[] = [];
  let help = false;
  for (const token of tokens) {
    if (token.kind === 'positional') words.push(token.value);
    if (token.kind !== 'option') continue;
    const { name, rawName, value, inlineValue } = token;
    const takesValue = name === 'help' ? false : names.includes(name) || undefined;
    const given = { name: rawName, value, inline: inlineValue === true };
    const problem = problemWithFlag(given, takesValue, [...names, 'help'], `partyline ${command} --help`);
    if (problem !== undefined) problems.push(problem);
    else if (value === undefined) help = true;
    else values[name] = value;
  }
  return { values: values as Partial<Record<Name, string>>, words, problems, help };
}

/** The text of a command's `--help`. */
export function commandHelp({ usage, summary }: CommandHelp, options: Readonly<Record<string, Option>>): string {
  return [
    `Usage: partyline ${usage}`,
    '',
    summary,
    '',
    ...Object.entries(options).map(([name, { placeholder, help }]) => columns(`--${name} ${placeholder}`, help)),
    columns('--help, -h', 'Show this.'),
    '',
  ].join('\n');
}
