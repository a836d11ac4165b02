import { gatewayRows, heritageRows, limitRows, type SettingRow } from '../../settings/table.js';

/** Settings that stand together in a config file. */
export interface SettingGroup {
  readonly title: string;
  readonly rows: readonly SettingRow[];
}

const groupTitles: readonly (readonly [title: string, names: readonly string[]])[] = [
  [
    'Where it listens, and how people reach it',
    ['host', 'httpPort', 'tcpPort', 'publicUrl', 'origins', 'hosts', 'httpConnections', 'httpConnectionsPerAddress'],
  ],
  ['What people see', ['greeting', 'room', 'history', 'echo']],
  ['What is kept', ['data', 'keepDays', 'keepMessages']],
  ['Files', ['files', 'filesDir', 'fileBytes', 'filesBytes']],
  ['Order', ['profanity', 'floodControl']],
  ['Operators', ['operatorToken', 'consoleAddress', 'chaos']],
  ['Plugins of your own', ['plugins']],
  ['Log and metrics', ['logLevel', 'logFormat', 'logTexts', 'metrics']],
  ['The end', ['drainMs']],
];

const HERITAGE = 'heritage';
const placed = new Set([...groupTitles.flatMap(([, names]) => names), HERITAGE]);
const named = (names: readonly string[]): readonly SettingRow[] =>
  gatewayRows.filter(({ name }) => names.includes(name));

/** Every setting but the limits, once. What no title names has one of its own, so that nothing is ever left out. */
export const groups: readonly SettingGroup[] = [
  ...groupTitles.map(([title, names]) => ({ title, rows: named(names) })),
  { title: 'All else', rows: gatewayRows.filter(({ name }) => !placed.has(name)) },
  { title: 'Old programs', rows: [...named([HERITAGE]), ...heritageRows] },
].filter(({ rows }) => rows.length > 0);

/** The limits, which stand below a key of their own. */
export const limitGroup: SettingGroup = { title: 'Limits', rows: limitRows };
