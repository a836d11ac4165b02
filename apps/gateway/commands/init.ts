import { writeFile } from 'node:fs/promises';
import { stringify } from 'yaml';
import { ChatError } from '../../../core/index.js';
import { readPackageInfo } from '../package-info.js';
import type { SettingRow } from '../settings/setting.js';
import { gatewayRows, heritageRows, limitRows } from '../settings/table.js';
import { formatCommandHelp, parseArguments } from './arguments.js';
import { type Command, EXIT, print, printError } from './command.js';

const DEFAULT_FILE = 'partyline.yaml';
/** The file may contain the operator token. */
const OWNER_ONLY = 0o600;

const options = { force: { help: 'Overwrite an existing file.' } } as const;

/** `init`: writes a config file with every setting, all commented out. */
export const init: Command = {
  usage: 'init [FILE]',
  summary: `Writes a config file with every setting and its default (${DEFAULT_FILE}; - : standard output).`,
  async run({ args }) {
    const { help, problems, positionals: words, switches } = parseArguments('init', args, options);
    if (help) {
      print(formatCommandHelp(init, options));
      return EXIT.ok;
    }
    const [file = DEFAULT_FILE, ...more] = words;
    const wrong = more.length > 0 ? [...problems, 'Only one file can be written at a time.'] : problems;
    for (const problem of wrong) printError(problem);
    if (wrong.length > 0) return EXIT.usage;
    if (file === '-') {
      print(formatConfigFile(readPackageInfo().version, DEFAULT_FILE));
      return EXIT.ok;
    }
    // Quoted for a shell, on one line.
    const shown = /^[\w./-]+$/.test(file) ? file : JSON.stringify(file);
    await writeConfigFile(file, formatConfigFile(readPackageInfo().version, shown), switches.has('force'));
    print(`Wrote ${file} with every setting commented out. Start with it: partyline start --config ${shown}\n`);
    return EXIT.ok;
  },
};

async function writeConfigFile(file: string, text: string, force: boolean): Promise<void> {
  try {
    await writeFile(file, text, { flag: force ? 'w' : 'wx', mode: OWNER_ONLY });
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') throw new ChatError('INIT_EXISTS', `${file} already exists. Use --force to overwrite it.`);
    throw new ChatError('INIT_FAILED', `Cannot write ${file}: ${message}.`);
  }
}

const WIDTH = 100;

/**
 * Formats a config file with every setting, its help and its default, all commented out. Help lines begin with `# `, settings
 * with `#`.
 * @param version The program's.
 * @param file What the file is called.
 */
export function formatConfigFile(version: string, file: string): string {
  return [
    `# Settings of the Partyline ${version} gateway: partyline start --config ${file}`,
    '#',
    '# Each line shows a default. To change it, remove the leading # and edit the value after the colon. Environment',
    '# variables (PARTYLINE_HTTP_PORT) override this file, flags (--http-port) override both.',
    `# To check it: partyline start --check-config --config ${file}; partyline doctor --config ${file}`,
    ...groups.flatMap((group) => formatSection(group, '')),
    ...formatHeading(limitGroup.title),
    '#limits:',
    ...limitGroup.rows.flatMap((row) => formatSetting(row, '  ')),
    '',
  ].join('\n');
}

function formatSection(group: SettingGroup, indent: string): readonly string[] {
  return [...formatHeading(group.title), ...group.rows.flatMap((row) => formatSetting(row, indent))];
}

function formatHeading(title: string): readonly string[] {
  return ['', `# --- ${title} ${'-'.repeat(WIDTH - title.length - 7)}`];
}

function formatSetting({ name, setting }: SettingRow, indent: string): readonly string[] {
  const key = name.replace('limits.', '');
  const value = stringify(setting.default, { collectionStyle: 'flow', lineWidth: 0 }).trimEnd();
  return ['', ...wrapText(setting.help).map((line) => `${indent}# ${line}`), `${indent}#${key}: ${value}`];
}

function wrapText(text: string): readonly string[] {
  const result = [''];
  for (const word of text.split(' ')) {
    const last = result.at(-1) ?? '';
    if (last.length + word.length > WIDTH) result.push(word);
    else result[result.length - 1] = last === '' ? word : `${last} ${word}`;
  }
  return result;
}

/** A section of the config file. */
export interface SettingGroup {
  readonly title: string;
  readonly rows: readonly SettingRow[];
}

const groupTitles: readonly (readonly [title: string, names: readonly string[]])[] = [
  [
    'Addresses and access',
    ['host', 'httpPort', 'tcpPort', 'publicUrl', 'origins', 'hosts', 'httpConnections', 'httpConnectionsPerAddress'],
  ],
  ['Chat', ['greeting', 'room', 'history', 'echo']],
  ['Storage', ['data', 'keepDays', 'keepMessages']],
  ['Files', ['files', 'filesDir', 'fileBytes', 'filesBytes']],
  ['Moderation', ['profanity', 'floodControl']],
  ['Operators', ['operatorToken', 'consoleAddress', 'chaos']],
  ['Custom plugins', ['plugins']],
  ['Log and metrics', ['logLevel', 'logFormat', 'logTexts', 'metrics']],
  ['Shutdown', ['drainMs']],
];

const HERITAGE = 'heritage';
const placed = new Set([...groupTitles.flatMap(([, names]) => names), HERITAGE]);
const named = (names: readonly string[]): readonly SettingRow[] =>
  gatewayRows.filter(({ name }) => names.includes(name));

/** All settings except the limits, each once. Settings without a section go to a section of their own. */
export const groups: readonly SettingGroup[] = [
  ...groupTitles.map(([title, names]) => ({ title, rows: named(names) })),
  { title: 'Other', rows: gatewayRows.filter(({ name }) => !placed.has(name)) },
  { title: 'Legacy clients', rows: [...named([HERITAGE]), ...heritageRows] },
].filter(({ rows }) => rows.length > 0);

/** The limits, which are under their own key. */
export const limitGroup: SettingGroup = { title: 'Limits', rows: limitRows };
