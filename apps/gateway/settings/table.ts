import { isListableHost, isListableOrigin, type LimitName, limitTable } from '../../../core/index.js';
import { logLevels } from '../../../plugins/logging/index.js';
import { CONSOLE_ADDRESS_PATTERN } from './listen-address.js';
import {
  booleanSetting,
  enumSetting,
  integerSetting,
  listSetting,
  type Setting,
  type SettingRow,
  textSetting,
} from './setting.js';
import { type GatewaySettings, type HeritageSettings, heritageTable } from './settings.js';

type Own = Exclude<keyof GatewaySettings, 'limits' | keyof HeritageSettings>;
type Table = { readonly [N in Own]: Setting<GatewaySettings[N]> };

/** All settings except the limits and those of legacy clients. Source of flags, variables, config keys, defaults and `--help`. */
export const settingTable = {
  host: textSetting(
    '127.0.0.1',
    'ADDRESS',
    'an address or a host name',
    /^\S+$/,
    'Address to listen on; 0.0.0.0: all addresses.',
  ),
  httpPort: integerSetting(
    8080,
    'PORT',
    0,
    65_535,
    'Port for the web page, WebSocket and health checks; 0: any free port.',
  ),
  tcpPort: integerSetting(7000, 'PORT', 0, 65_535, 'Port for plain TCP (nc, programs); 0: any free port.'),
  greeting: textSetting(
    'Welcome to Partyline.',
    'TEXT',
    'one line of text',
    /^[^\p{Cc}]+$/u,
    'First line sent to plain-text clients.',
  ),
  room: textSetting(
    'lobby',
    'ROOM',
    'the name of a room',
    /^#?[^\s\p{C}#@/:][^\s\p{C}]{0,63}$/u,
    'Room that plain-text clients start in.',
  ),
  data: textSetting('', 'DIR', 'a folder', /^[^\0]*$/, 'Folder for the database; without it everything is in memory.'),
  acceptDataLoss: booleanSetting(
    false,
    'Start with a new database if the old one is missing or empty; for a single start.',
  ),
  echo: booleanSetting(false, 'Send plain-text clients their own lines too.'),
  origins: listSetting(
    'ORIGINS',
    'an origin such as https://chat.example, or null, file or any',
    isListableOrigin,
    'Origins of other web pages that may connect; null and file: pages without an origin; any: all.',
  ),
  hosts: listSetting(
    'HOSTS',
    'a host name such as chat.example, or any',
    isListableHost,
    'Host names of this gateway, in addition to that of --public-url; any: all.',
  ),
  httpConnections: integerSetting(
    0,
    'N',
    0,
    1_000_000,
    'Maximum HTTP connections, WebSockets excluded; 0: from the limit of open files, at most 10000.',
  ),
  httpConnectionsPerAddress: integerSetting(
    0,
    'N',
    0,
    1_000_000,
    'Maximum HTTP connections per address; 0: half of all, at most 1000.',
  ),
  logLevel: enumSetting('info', logLevels, 'LEVEL', `Log level: ${logLevels.join(', ')}.`),
  logFormat: enumSetting(
    'auto',
    ['auto', 'json', 'pretty'],
    'FORMAT',
    'Log format; auto: pretty on a terminal, otherwise JSON.',
  ),
  logTexts: booleanSetting(false, 'Log message texts, not only their length.'),
  metrics: booleanSetting(true, 'Expose Prometheus metrics at /metrics.'),
  profanity: enumSetting(
    'mask',
    ['off', 'mask', 'refuse', 'warn', 'hold'],
    'MODE',
    'How to handle profanity: off, mask, refuse, warn, hold.',
  ),
  floodControl: booleanSetting(true, 'Slow down, refuse and disconnect clients that send too much.'),
  history: integerSetting(10, 'N', 0, 1_000, 'Number of recent messages sent to plain-text clients when they join.'),
  keepDays: integerSetting(0, 'DAYS', 0, 36_500, 'Days to keep messages; 0: no limit.'),
  keepMessages: integerSetting(0, 'N', 0, Number.MAX_SAFE_INTEGER, 'Messages to keep per room; 0: no limit.'),
  trustClock: booleanSetting(
    false,
    'Trust the clock although it has jumped or all messages are older than --keep-days, and drop old messages.',
  ),
  files: booleanSetting(true, 'Allow file transfers.'),
  filesDir: textSetting(
    '',
    'DIR',
    'a folder',
    /^[^\0]*$/,
    'Folder for files; default: in the data folder, or a temporary folder.',
  ),
  fileBytes: integerSetting(104_857_600, 'BYTES', 0, Number.MAX_SAFE_INTEGER, 'Maximum size of one file.'),
  filesBytes: integerSetting(
    10_737_418_240,
    'BYTES',
    0,
    Number.MAX_SAFE_INTEGER,
    'Maximum size of all files together.',
  ),
  publicUrl: textSetting(
    '',
    'URL',
    'a URL such as https://chat.example',
    /^(?:https?:\/\/[^\s?#]+)?$/,
    'Public address of the web page, for links to files.',
  ),
  plugins: listSetting(
    'PLUGINS',
    'a file such as ./hello/dist/hello.js, or a package',
    (item) => /^[^\0]+$/.test(item),
    'Custom plugins to load after the stock ones: files or packages.',
  ),
  operatorToken: textSetting(
    '',
    'TOKEN',
    'a token of 16 to 128 characters without spaces',
    /^(?:[!-~]{16,128})?$/,
    'Operator token; default: generated at each start.',
  ),
  consoleAddress: textSetting(
    '',
    'ADDRESS',
    'an address with a port such as 127.0.0.1:9090',
    CONSOLE_ADDRESS_PATTERN,
    'Address of the operators’ console; default: on the port of the web page.',
  ),
  chaos: booleanSetting(false, 'Let operators simulate bad connections; not in production.'),
  heritage: booleanSetting(false, 'Also listen for five legacy Qt clients: docs/heritage.md.'),
  drainMs: integerSetting(
    limitTable.drainMs.default,
    'MS',
    1,
    600_000,
    'How long clients may take to disconnect at shutdown.',
  ),
} satisfies Table;

function createRow(name: string, setting: Setting<unknown>): SettingRow {
  const words = name.replace('limits.', 'limit-').replace(/[A-Z]/g, (capital) => `-${capital.toLowerCase()}`);
  return { name, flag: words, variable: `PARTYLINE_${words.replaceAll('-', '_').toUpperCase()}`, setting };
}

const placeholders = { bytes: 'BYTES', characters: 'N', count: 'N', ms: 'MS' } as const;

function limitSetting(name: LimitName): Setting<number> {
  const { default: value, unit, text: help } = limitTable[name];
  return integerSetting(value, placeholders[unit], 1, Number.MAX_SAFE_INTEGER, help.replace(/\. .*/, '.'));
}

const limitNames = (Object.keys(limitTable) as LimitName[]).filter((name) => name !== 'drainMs');

/** The gateway's own settings. */
export const gatewayRows: readonly SettingRow[] = Object.entries(settingTable).map(([name, setting]) =>
  createRow(name, setting),
);

/** The settings of legacy clients. */
export const heritageRows: readonly SettingRow[] = Object.entries(heritageTable).map(([name, setting]) =>
  createRow(name, setting),
);

/** The core's limits as settings. */
export const limitRows: readonly SettingRow[] = limitNames.map((name) =>
  createRow(`limits.${name}`, limitSetting(name)),
);

/** All of them. */
export const allRows: readonly SettingRow[] = [...gatewayRows, ...heritageRows, ...limitRows];
