import { type ParseArgsConfig, parseArgs } from 'node:util';
import type { Given, Source } from './given.js';
import { nearest } from './nearest.js';
import { rows } from './table.js';

/** What the command line asks for besides settings. */
export type Wish = 'start' | 'help' | 'version' | 'check-config';

/** A command line, read. */
export interface CommandLine extends Source {
  readonly wish: Wish;
  /** The value of `--config`. */
  readonly config: string | undefined;
}

interface Flag {
  readonly takesValue: boolean;
  readonly given?: (value: string | undefined) => Given;
}

/** Words that say what to do. */
const commands = ['start'] as const;

const wishes: Readonly<Record<string, Wish>> = { help: 'help', version: 'version', 'check-config': 'check-config' };

const flags: ReadonlyMap<string, Flag> = new Map([
  ...rows.flatMap((row): [string, Flag][] => {
    const where = `--${row.flag}`;
    if (row.setting.placeholder !== undefined) {
      return [
        [row.flag, { takesValue: true, given: (text = '') => ({ row, value: row.setting.fromText(text), where }) }],
      ];
    }
    return [
      [row.flag, { takesValue: false, given: () => ({ row, value: true, where }) }],
      [`no-${row.flag}`, { takesValue: false, given: () => ({ row, value: false, where: `--no-${row.flag}` }) }],
    ];
  }),
  ['config', { takesValue: true }],
  ...Object.keys(wishes).map((name): [string, Flag] => [name, { takesValue: false }]),
]);

const options: NonNullable<ParseArgsConfig['options']> = Object.fromEntries(
  [...flags].map(([name, { takesValue }]) => [name, { type: takesValue ? 'string' : 'boolean' }]),
);

/** Reads a command line; never throws. A flag given twice counts as it was given last. */
export function readCommandLine(args: readonly string[]): CommandLine {
  const withLong = args.map((arg) => ({ '-h': '--help', '-v': '--version' })[arg] ?? arg);
  const { tokens } = parseArgs({ args: withLong, options, strict: false, tokens: true });
  const given: Given[] = [];
  const problems: string[] = [];
  let wish: Wish = 'start';
  let config: string | undefined;

  tokens.forEach((token, index) => {
    if (token.kind === 'option-terminator') return;
    if (token.kind === 'positional') {
      const isCommand = index === 0 && commands.some((command) => command === token.value);
      // What follows a flag that does not exist was meant as its value.
      if (isCommand || problems.length > 0) return;
      problems.push(`there is no command ${token.value}; there is: ${commands.join(', ')}.`);
      return;
    }
    const flag = flags.get(token.name);
    const problem = problemWithFlag(token.rawName, flag, token.value, token.inlineValue === true);
    if (problem !== undefined) problems.push(problem);
    else if (token.name === 'config') config = token.value;
    else if (flag?.given !== undefined) given.push(flag.given(token.value));
    else wish = wishes[token.name] ?? wish;
  });
  return { given, problems, wish, config };
}

function problemWithFlag(
  name: string,
  flag: Flag | undefined,
  value: string | undefined,
  inline: boolean,
): string | undefined {
  if (flag === undefined) {
    const meant = nearest(name.replace(/^-+/, ''), [...flags.keys()]);
    const advice = meant === undefined ? 'see partyline --help' : `did you mean --${meant}?`;
    return `there is no option ${name}; ${advice}${meant === undefined ? '.' : ''}`;
  }
  if (!flag.takesValue) return value === undefined ? undefined : `${name} takes no value.`;
  if (value === undefined || value === '') return `${name} needs a value.`;
  if (!inline && value.startsWith('-'))
    return `${name} needs a value; one that begins with a dash is written ${name}=${value}.`;
  return undefined;
}
