import { formatColumns } from './columns.js';
import { gatewayRows, heritageRows, limitRows, type SettingRow } from './table.js';

/** A command, as `--help` shows it. */
export interface CommandHelp {
  /** What is typed behind `partyline`. */
  readonly usage: string;
  readonly summary: string;
}

/** The text of `--help`. */
export function formatHelp(version: string, commands: readonly CommandHelp[]): string {
  const others: readonly (readonly [string, string])[] = [
    ['--config FILE', 'Read settings from a YAML file (PARTYLINE_CONFIG).'],
    ['--check-config', 'Say whether the settings are in order, and end.'],
    ['--help, -h', 'Show this.'],
    ['--version, -v', 'Show the version.'],
  ];
  return [
    `Partyline ${version}: web page and WebSocket on one port, plain TCP on another, one chat.`,
    '',
    'Usage: partyline [start] [options]',
    '',
    'Commands (without one it is start, whose options are below; each has a --help of its own):',
    ...commands.map(({ usage, summary }) => formatColumns(usage, summary)),
    '',
    'Options:',
    ...gatewayRows.map(formatRow),
    '',
    ...others.map(([left, right]) => formatColumns(left, right)),
    '',
    'Old programs (with --heritage):',
    ...heritageRows.map(formatRow),
    '',
    'Limits:',
    ...limitRows.map(formatRow),
    '',
    'Each can also be an environment variable (--http-port: PARTYLINE_HTTP_PORT; --echo: PARTYLINE_ECHO=true) or a line',
    'of the config file (httpPort: 8080; limits go under “limits:”, as textBytes: 4096). Flags go before variables,',
    'variables before the file. The chat log is on standard error, all else on standard output.',
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
