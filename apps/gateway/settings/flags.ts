import { type ParseArgsConfig, parseArgs } from 'node:util';
import { type CommandHelp, findFlagProblem, formatColumns } from './cli-text.js';
import type { RawSetting, SettingRow, SettingSource } from './setting.js';
import { allRows, gatewayRows, heritageRows, limitRows } from './table.js';

/** The action that the command line asks for. */
export type StartAction = 'start' | 'help' | 'version' | 'check-config';

/** A parsed command line. */
export interface CommandLine extends SettingSource {
  readonly action: StartAction;
  /** The value of `--config`. */
  readonly config: string | undefined;
}

interface Flag {
  readonly takesValue: boolean;
  readonly toValue?: (value: string | undefined) => RawSetting;
}

const shortFlags: ReadonlyMap<string, string> = new Map([
  ['-h', '--help'],
  ['-v', '--version'],
]);

const actions: ReadonlyMap<string, StartAction> = new Map<string, StartAction>([
  ['help', 'help'],
  ['version', 'version'],
  ['check-config', 'check-config'],
]);

const flags: ReadonlyMap<string, Flag> = new Map([
  ...allRows.flatMap((row): [string, Flag][] => {
    const where = `--${row.flag}`;
    if (row.setting.placeholder !== undefined) {
      return [
        [
          row.flag,
          { takesValue: true, toValue: (text = '') => ({ row, value: row.setting.parseText(text), source: where }) },
        ],
      ];
    }
    return [
      [row.flag, { takesValue: false, toValue: () => ({ row, value: true, source: where }) }],
      [`no-${row.flag}`, { takesValue: false, toValue: () => ({ row, value: false, source: `--no-${row.flag}` }) }],
    ];
  }),
  ['config', { takesValue: true }],
  ...[...actions.keys()].map((name): [string, Flag] => [name, { takesValue: false }]),
]);

const options: NonNullable<ParseArgsConfig['options']> = Object.fromEntries(
  [...flags].map(([name, { takesValue }]) => [name, { type: takesValue ? 'string' : 'boolean' }]),
);

/** Parses the arguments of `start`. Never throws. The last of repeated flags wins. */
export function readCommandLine(args: readonly string[]): CommandLine {
  const withLong = args.map((arg) => shortFlags.get(arg) ?? arg);
  const { tokens } = parseArgs({ args: withLong, options, strict: false, tokens: true });
  const given: RawSetting[] = [];
  const problems: string[] = [];
  let action: StartAction = 'start';
  let config: string | undefined;

  for (const token of tokens) {
    if (token.kind === 'option-terminator') continue;
    if (token.kind === 'positional') {
      // An argument after an unknown flag was probably its value.
      if (problems.length === 0) problems.push(`Unexpected argument “${token.value}”. See partyline --help.`);
      continue;
    }
    const flag = flags.get(token.name);
    const asGiven = { name: token.rawName, value: token.value, inline: token.inlineValue === true };
    const problem = findFlagProblem(asGiven, flag?.takesValue, [...flags.keys()], 'partyline --help');
    if (problem !== undefined) problems.push(problem);
    else if (token.name === 'config') config = token.value;
    else if (flag?.toValue !== undefined) given.push(flag.toValue(token.value));
    else action = actions.get(token.name) ?? action;
  }
  return { values: given, problems, action, config };
}

/** The text of `--help`. */
export function formatHelp(version: string, commands: readonly CommandHelp[]): string {
  const others: readonly (readonly [string, string])[] = [
    ['--config FILE', 'Read settings from a YAML file (PARTYLINE_CONFIG).'],
    ['--check-config', 'Check the settings and exit.'],
    ['--help, -h', 'Show this help.'],
    ['--version, -v', 'Show the version.'],
  ];
  return [
    `Partyline ${version}: chat server with web page and WebSocket on one port, plain TCP on another.`,
    '',
    'Usage: partyline [start] [options]',
    '',
    'Commands (default: start, whose options are below; each command has its own --help):',
    ...commands.map(({ usage, summary }) => formatColumns(usage, summary)),
    '',
    'Options:',
    ...gatewayRows.map(formatRow),
    '',
    ...others.map(([left, right]) => formatColumns(left, right)),
    '',
    'Legacy clients (with --heritage):',
    ...heritageRows.map(formatRow),
    '',
    'Limits:',
    ...limitRows.map(formatRow),
    '',
    'Each can also be an environment variable (--http-port: PARTYLINE_HTTP_PORT; --echo: PARTYLINE_ECHO=true) or a line',
    'of the config file (httpPort: 8080; limits go under “limits:”, as textBytes: 4096). Flags override variables,',
    'variables override the file. The log is on standard error, all other output on standard output.',
    '',
  ].join('\n');
}

function formatRow({ flag, setting }: SettingRow): string {
  const left = setting.placeholder === undefined ? `--[no-]${flag}` : `--${flag} ${setting.placeholder}`;
  return formatColumns(left, setting.help + formatDefault(setting.default));
}

function formatDefault(value: unknown): string {
  return value === false || (Array.isArray(value) && value.length === 0) ? '' : ` [${String(value)}]`;
}
