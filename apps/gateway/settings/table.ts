import { isListableHost, isListableOrigin, type LimitName, limitTable } from '../../../core/index.js';
import { logLevels } from '../../../plugins/logging/index.js';
import { CONSOLE_ADDRESS_PATTERN } from './listen-address.js';
import { booleanSetting, enumSetting, integerSetting, listSetting, type Setting, textSetting } from './setting.js';
import { type GatewaySettings, type HeritageSettings, heritageTable } from './settings.js';

type Own = Exclude<keyof GatewaySettings, 'limits' | keyof HeritageSettings>;
type Table = { readonly [N in Own]: Setting<GatewaySettings[N]> };

/** Every setting but the limits and those of the old programs. Flags, variables, the config file's keys, the defaults and `--help` follow from it. */
export const settingTable = {
  host: textSetting(
    '127.0.0.1',
    'ADDRESS',
    'an address or a host name',
    /^\S+$/,
    'Where to listen; 0.0.0.0: everywhere.',
  ),
  httpPort: integerSetting(8080, 'PORT', 0, 65_535, 'Web page, WebSocket and health checks; 0: any free port.'),
  tcpPort: integerSetting(7000, 'PORT', 0, 65_535, 'Plain TCP, for nc and programs; 0: any free port.'),
  greeting: textSetting(
    'Welcome to Partyline.',
    'TEXT',
    'one line of text',
    /^[^\p{Cc}]+$/u,
    'First line for people on plain-text wires.',
  ),
  room: textSetting(
    'lobby',
    'ROOM',
    'the name of a room',
    /^#?[^\s\p{C}#@/:][^\s\p{C}]{0,63}$/u,
    'Room that they start in.',
  ),
  data: textSetting('', 'DIR', 'a folder', /^[^\0]*$/, 'Where to keep what is said; without it in memory only.'),
  acceptDataLoss: booleanSetting(
    false,
    'Begin anew where the database is missing or empty although there was one; for one start.',
  ),
  echo: booleanSetting(false, 'Show them their own lines too.'),
  origins: listSetting(
    'ORIGINS',
    'an origin such as https://chat.example, or null, file or any',
    isListableOrigin,
    'Other web pages that may connect; null and file: pages without a site; any: all.',
  ),
  hosts: listSetting(
    'HOSTS',
    'a host name such as chat.example, or any',
    isListableHost,
    'Host names of this gateway, besides that of --public-url; any: all.',
  ),
  httpConnections: integerSetting(
    0,
    'N',
    0,
    1_000_000,
    'HTTP connections at once, without WebSockets; 0: as many as the limit of open files allows, at most 10000.',
  ),
  httpConnectionsPerAddress: integerSetting(
    0,
    'N',
    0,
    1_000_000,
    'The same from one address; 0: half of all, at most 1000.',
  ),
  logLevel: enumSetting('info', logLevels, 'LEVEL', `What to log: ${logLevels.join(', ')}.`),
  logFormat: enumSetting(
    'auto',
    ['auto', 'json', 'pretty'],
    'FORMAT',
    'How lines look; auto: pretty on a terminal, else JSON.',
  ),
  logTexts: booleanSetting(false, 'Log what people write, not only its length.'),
  metrics: booleanSetting(true, 'Count and measure, for Prometheus at /metrics.'),
  profanity: enumSetting(
    'mask',
    ['off', 'mask', 'refuse', 'warn', 'hold'],
    'MODE',
    'What becomes of profanity: off, mask, refuse, warn, hold.',
  ),
  floodControl: booleanSetting(true, 'Slow down, refuse and cut off those who send too much.'),
  history: integerSetting(10, 'N', 0, 1_000, 'Newest messages that people on plain-text wires begin with.'),
  keepDays: integerSetting(0, 'DAYS', 0, 36_500, 'How long to keep messages; 0: as long as there is room.'),
  keepMessages: integerSetting(0, 'N', 0, Number.MAX_SAFE_INTEGER, 'How many to keep of each room; 0: no bound.'),
  trustClock: booleanSetting(
    false,
    'The clock is right although it has jumped, or all messages are older than --keep-days: drop what is old.',
  ),
  files: booleanSetting(true, 'Take and give files.'),
  filesDir: textSetting(
    '',
    'DIR',
    'a folder',
    /^[^\0]*$/,
    'Where to keep them; else in the folder for data, or for now only.',
  ),
  fileBytes: integerSetting(104_857_600, 'BYTES', 0, Number.MAX_SAFE_INTEGER, 'The largest file.'),
  filesBytes: integerSetting(10_737_418_240, 'BYTES', 0, Number.MAX_SAFE_INTEGER, 'All files together.'),
  publicUrl: textSetting(
    '',
    'URL',
    'an address such as https://chat.example',
    /^(?:https?:\/\/[^\s?#]+)?$/,
    'Where people reach the web page, for links to files.',
  ),
  plugins: listSetting(
    'PLUGINS',
    'a file such as ./hello/dist/hello.js, or a package',
    (item) => /^[^\0]+$/.test(item),
    'Plugins of your own, after the stock ones: files, or packages.',
  ),
  operatorToken: textSetting(
    '',
    'TOKEN',
    'a token of 16 to 128 characters without spaces',
    /^(?:[!-~]{16,128})?$/,
    'What makes an operator; else made at each start.',
  ),
  consoleAddress: textSetting(
    '',
    'ADDRESS',
    'an address with a port such as 127.0.0.1:9090',
    CONSOLE_ADDRESS_PATTERN,
    'Where the operator’s console is; else with the web page.',
  ),
  chaos: booleanSetting(false, 'Let operators make connections worse, to see what happens; not in production.'),
  heritage: booleanSetting(false, 'Listen for five old Qt programs, too: docs/heritage.md.'),
  drainMs: integerSetting(limitTable.drainMs.default, 'MS', 1, 600_000, 'How long peers may take to leave at the end.'),
} satisfies Table;

/** One setting and its names. */
export interface SettingRow {
  /** As in {@link GatewaySettings} and the config file: `httpPort`, `limits.textBytes`. */
  readonly name: string;
  /** Without the dashes: `http-port`, `limit-text-bytes`. */
  readonly flag: string;
  /** `PARTYLINE_HTTP_PORT`, `PARTYLINE_LIMIT_TEXT_BYTES`. */
  readonly variable: string;
  readonly setting: Setting<unknown>;
}

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

/** The old programs' ports and manners. */
export const heritageRows: readonly SettingRow[] = Object.entries(heritageTable).map(([name, setting]) =>
  createRow(name, setting),
);

/** The core's limits as settings. */
export const limitRows: readonly SettingRow[] = limitNames.map((name) =>
  createRow(`limits.${name}`, limitSetting(name)),
);

/** All of them. */
export const allRows: readonly SettingRow[] = [...gatewayRows, ...heritageRows, ...limitRows];
