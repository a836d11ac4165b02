import { type ParseArgsConfig, parseArgs } from 'node:util';
import { problemWithFlag } from './flag-problem.js';
import type { Given, Source } from './given.js';
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

/** Reads what follows the command `start`; never throws. A flag given twice counts as it was given last. */
export function readCommandLine(args: readonly string[]): CommandLine {
  const withLong = args.map((arg) => ({ '-h': '--help', '-v': '--version' })[arg] ?? arg);
  const { tokens } = parseArgs({ args: withLong, options, strict: false, tokens: true });
  const given: Given[] = [];
  const problems: string[] = [];
  let wish: Wish = 'start';
  let config: string | undefined;

  for (const token of tokens) {
    if (token.kind === 'option-terminator') continue;
    if (token.kind === 'positional') {
      // What follows a flag that does not exist was meant as its value.
      if (problems.length === 0) problems.push(`“${token.value}” means nothing here; see partyline --help.`);
      continue;
    }
    const flag = flags.get(token.name);
    const asGiven = { name: token.rawName, value: token.value, inline: token.inlineValue === true };
    const problem = problemWithFlag(asGiven, flag?.takesValue, [...flags.keys()], 'partyline --help');
    if (problem !== undefined) problems.push(problem);
    else if (token.name === 'config') config = token.value;
    else if (flag?.given !== undefined) given.push(flag.given(token.value));
    else wish = wishes[token.name] ?? wish;
  }
  return { given, problems, wish, config };
}
