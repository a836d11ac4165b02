import { parseArgs } from 'node:util';
import { type CommandHelp, findFlagProblem, formatColumns } from '../settings/cli-text.js';

/** An option. */
export interface CommandOption {
  /** Placeholder of its value in `--help`; absent for a switch. */
  readonly placeholder?: string;
  readonly help: string;
}

/** The parsed arguments of a command. */
export interface ParsedArguments<Name extends string> {
  /** The last value wins if an option is repeated. */
  readonly values: Readonly<Partial<Record<Name, string>>>;
  /** Switches that were given. */
  readonly switches: ReadonlySet<Name>;
  /** Positional arguments, in order. */
  readonly positionals: readonly string[];
  /** One line each. */
  readonly problems: readonly string[];
  /** True if `--help` was given, even if there are problems. */
  readonly help: boolean;
}

/** Parses the arguments of a command. Never throws. Everything after `--` is positional. */
export function parseArguments<Name extends string>(
  command: string,
  args: readonly string[],
  options: Readonly<Record<Name, CommandOption>>,
): ParsedArguments<Name> {
  const names = Object.keys(options);
  const isSwitch = (name: string) => name === 'help' || options[name as Name].placeholder === undefined;
  const declared = Object.fromEntries(
    names.map((name) => [name, { type: isSwitch(name) ? ('boolean' as const) : ('string' as const) }]),
  );
  const { tokens } = parseArgs({
    args: [...args],
    options: { ...declared, help: { type: 'boolean', short: 'h' } },
    strict: false,
    tokens: true,
  });
  const values: Record<string, string> = {};
  const switches = new Set<Name>();
  const words: string[] = [];
  const problems: string[] = [];
  let help = false;
  for (const token of tokens) {
    if (token.kind === 'positional') words.push(token.value);
    if (token.kind !== 'option') continue;
    const { name, rawName, value, inlineValue } = token;
    const takesValue = [...names, 'help'].includes(name) ? !isSwitch(name) : undefined;
    const given = { name: rawName, value, inline: inlineValue === true };
    const problem = findFlagProblem(given, takesValue, [...names, 'help'], `partyline ${command} --help`);
    if (problem !== undefined) problems.push(problem);
    else if (name === 'help') help = true;
    else if (value === undefined) switches.add(name as Name);
    else values[name] = value;
  }
  return { values: values as Partial<Record<Name, string>>, switches, positionals: words, problems, help };
}

/** The text of a command's `--help`. */
export function formatCommandHelp(
  { usage, summary }: CommandHelp,
  options: Readonly<Record<string, CommandOption>>,
): string {
  return [
    `Usage: partyline ${usage}`,
    '',
    summary,
    '',
    ...Object.entries(options).map(([name, { placeholder, help }]) =>
      formatColumns(`--${name} ${placeholder ?? ''}`.trim(), help),
    ),
    formatColumns('--help, -h', 'Show this help.'),
    '',
  ].join('\n');
}
