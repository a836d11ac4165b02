import { heritageRows, limitRows, ownRows, type Row } from '../../settings/table.js';

/** Settings that stand together in a config file. */
export interface Group {
  readonly title: string;
  readonly rows: readonly Row[];
}

const titles: readonly (readonly [title: string, names: readonly string[]])[] = [
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
const placed = new Set([...titles.flatMap(([, names]) => names), HERITAGE]);
const named = (names: readonly string[]): readonly Row[] => ownRows.filter(({ name }) => names.includes(name));

/** Every setting but the limits, once. What no title names has one of its own, so that nothing is ever left out. */
export const groups: readonly Group[] = [
  ...titles.map(([title, names]) => ({ title, rows: named(names) })),
  { title: 'All else', rows: ownRows.filter(({ name }) => !placed.has(name)) },
  { title: 'Old programs', rows: [...named([HERITAGE]), ...heritageRows] },
].filter(({ rows }) => rows.length > 0);

/** The limits, which stand below a key of their own. */
export const limitGroup: Group = { title: 'Limits', rows: limitRows };
