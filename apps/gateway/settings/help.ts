import { limitRows, ownRows, type Row } from './table.js';

const COLUMN = 33;
const WIDTH = 118;

/** The text of `--help`. */
export function helpText(version: string): string {
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
    ...ownRows.map(describe),
    '',
    ...others.map(([left, right]) => line(left, right)),
    '',
    'Limits:',
    ...limitRows.map(describe),
    '',
    'Each can also be an environment variable (--http-port: PARTYLINE_HTTP_PORT; --echo: PARTYLINE_ECHO=true) or a line',
    'of the config file (httpPort: 8080; limits go under “limits:”, as textBytes: 4096). Flags go before variables,',
    'variables before the file. The chat log is on standard error, all else on standard output.',
    '',
  ].join('\n');
}

function describe({ flag, setting }: Row): string {
  const left = setting.placeholder === undefined ? `--[no-]${flag}` : `--${flag} ${setting.placeholder}`;
  return line(left, setting.help + byDefault(setting.default));
}

function byDefault(value: unknown): string {
  return value === false || (Array.isArray(value) && value.length === 0) ? '' : ` [${String(value)}]`;
}

/** Two columns; what does not fit goes on below. */
function line(left: string, right: string): string {
  const lines = [''];
  for (const word of right.split(' ')) {
    const last = lines.at(-1) ?? '';
    if (last.length + word.length > WIDTH - COLUMN) lines.push(word);
    else lines[lines.length - 1] = last === '' ? word : `${last} ${word}`;
  }
  return lines.map((text, index) => `  ${(index === 0 ? left : '').padEnd(COLUMN - 2)} ${text}`).join('\n');
}
