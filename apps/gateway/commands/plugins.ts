import { ChatError, isJsonObject, type JsonObject } from '../../../core/index.js';
import type { GatewaySettings } from '../settings/settings.js';
import { gatewayRows } from '../settings/table.js';
import { formatCommandHelp } from './arguments.js';
import { type Command, EXIT, formatTable, oneLine, print, printError } from './command.js';
import { requestJson } from './operator-client.js';
import { type OperatorTarget, parseGateway, targetOptions } from './operator-command.js';
import { type ArgumentsWithSettings, parseArgumentsWithSettings } from './settings-arguments.js';

const options = {
  url: { placeholder: 'URL', help: 'Ask the running gateway at this address, with its operator token.' },
  token: targetOptions.token,
  json: { help: 'Print JSON.' },
} as const;

type PluginsArguments = ArgumentsWithSettings<keyof typeof options>;

/** `plugins`: lists the plugins in run order, enabled or not. */
export const plugins: Command = {
  usage: 'plugins [options]',
  summary: 'Lists the plugins in run order and whether they are enabled; with --url those of a running gateway.',
  async run(call) {
    const given = parseArgumentsWithSettings('plugins', call, options);
    if (given.help) {
      print(`${formatCommandHelp(plugins, options)}\nAll options of start are accepted too: partyline --help.\n`);
      return EXIT.ok;
    }
    const { url, token } = given.values;
    const gateway = url === undefined ? undefined : parseGateway({ url, token }, call.env);
    const problems = [
      ...given.problems,
      ...(gateway === undefined ? given.loaded.problems : 'base' in gateway ? [] : gateway),
    ];
    for (const problem of problems) printError(problem);
    if (problems.length > 0) return EXIT.usage;
    print(gateway !== undefined && 'base' in gateway ? await formatRunning(gateway, given) : formatConfigured(given));
    return EXIT.ok;
  },
};

function formatConfigured({ loaded: reading, switches }: PluginsArguments): string {
  const all = listConfiguredPlugins(reading.settings);
  if (switches.has('json')) return formatJson(all);
  return formatTable(all.map(({ name, on, does, by }) => [name, formatOnOff(on), by ?? 'always', does]));
}

async function formatRunning(
  gateway: { readonly base: string; readonly token: string },
  { switches }: PluginsArguments,
): Promise<string> {
  const all = await fetchPlugins(gateway);
  if (switches.has('json')) return formatJson(all);
  const rows = all.map(({ name, on, slowest, refusals, failures }) => [
    oneLine(name),
    formatOnOff(on),
    slowest === undefined ? '-' : `${slowest.p99Ms.toFixed(1)} ms (${oneLine(slowest.stage)})`,
    String(refusals),
    String(failures),
  ]);
  return formatTable([['PLUGIN', '', 'P99 OF GATES', 'REFUSALS', 'FAILURES'], ...rows]);
}

const formatOnOff = (on: boolean): string => (on ? 'on' : 'off');

const formatJson = (value: unknown): string => `${JSON.stringify({ plugins: value }, undefined, 2)}\n`;

/** A plugin as configured. */
export interface ConfiguredPlugin {
  /** For a custom plugin: the file or the package. */
  readonly name: string;
  readonly on: boolean;
  readonly does: string;
  /** The flag that sets its state: `--no-metrics`, `--profanity mask`; absent if it is always on. */
  readonly by?: string;
}

/** Lists all plugins in run order, with their state under these settings. */
export function listConfiguredPlugins(settings: GatewaySettings): readonly ConfiguredPlugin[] {
  const stock = stockPlugins.map((plugin): ConfiguredPlugin => {
    const { name, does, setting: by } = plugin;
    return {
      name,
      on: isEnabled(plugin, settings),
      does,
      ...(by !== undefined && { by: formatFlag(by, settings[by]) }),
    };
  });
  const own = settings.plugins.map((name) => ({ name, on: true, does: 'A custom plugin.', by: '--plugins' }));
  return [...stock, ...own];
}

function formatFlag(name: keyof GatewaySettings, value: unknown): string {
  const flag = gatewayRows.find((row) => row.name === name)?.flag ?? name;
  if (typeof value === 'boolean') return value ? `--${flag}` : `--no-${flag}`;
  return `--${flag} ${String(value)}`;
}

/** A plugin of a running gateway. */
export interface RunningPlugin {
  readonly name: string;
  readonly on: boolean;
  /** The slowest gate of the last minutes; absent if no gate ran. */
  readonly slowest?: { readonly stage: string; readonly p99Ms: number };
  readonly refusals: number;
  readonly failures: number;
}

/** Fetches the plugins of a running gateway. @throws ChatError with a text for the user. */
export async function fetchPlugins({
  base,
  token,
}: Pick<OperatorTarget, 'base' | 'token'>): Promise<readonly RunningPlugin[]> {
  const headers = { Authorization: `Bearer ${token}`, Accept: 'application/json' };
  const { plugins } = await requestJson(base, '/operator/plugins', { method: 'GET', headers, body: '' });
  const read = Array.isArray(plugins)
    ? plugins.map((one) => (isJsonObject(one) ? parsePlugin(one) : undefined))
    : [undefined];
  if (read.every((one) => one !== undefined)) return read;
  throw new ChatError('GATEWAY_STRANGE', `The server at ${base}/ does not list its plugins.`);
}

function parsePlugin({ name, on, gates, refusals, failures }: JsonObject): RunningPlugin | undefined {
  if (typeof name !== 'string' || typeof on !== 'boolean') return undefined;
  const times = (Array.isArray(gates) ? gates : []).flatMap((gate) =>
    isJsonObject(gate) && typeof gate.stage === 'string' && typeof gate.p99Ms === 'number' && Number(gate.calls) > 0
      ? [{ stage: gate.stage, p99Ms: gate.p99Ms }]
      : [],
  );
  const [slowest] = times.toSorted((a, b) => b.p99Ms - a.p99Ms);
  const count = (value: unknown) => (typeof value === 'number' ? value : 0);
  return { name, on, ...(slowest && { slowest }), refusals: count(refusals), failures: count(failures) };
}

/** A stock plugin with its description. */
export interface StockPlugin {
  readonly name: string;
  /** What it does, in one line. */
  readonly does: string;
  /** The setting that enables it; absent if it is always on. */
  readonly setting?: keyof GatewaySettings;
}

/** All of them, in run order. */
export const stockPlugins: readonly StockPlugin[] = [
  { name: 'logging', does: 'Logs every event.' },
  { name: 'metrics', does: 'Exposes Prometheus metrics at /metrics.', setting: 'metrics' },
  { name: 'operators', does: 'Makes sessions with the operator token operators.' },
  {
    name: 'flood-control',
    does: 'Slows down, refuses and disconnects clients that send too much.',
    setting: 'floodControl',
  },
  { name: 'moderation', does: 'Roles, topics, kicks, mutes, bans, slow mode, locked rooms.' },
  { name: 'profanity', does: 'Masks, refuses, warns about or holds profanity.', setting: 'profanity' },
  { name: 'history', does: 'Message history, search, edits, deletions, reactions, read markers, retention.' },
  { name: 'file-transfer', does: 'File transfers over every transport and over HTTP.', setting: 'files' },
  { name: 'heritage', does: 'File transfers for five legacy clients.' },
  { name: 'operator', does: 'Telemetry for the operators’ console.' },
];

/** Returns whether the settings enable a plugin. */
export function isEnabled({ setting: by }: StockPlugin, settings: GatewaySettings): boolean {
  return by === undefined || (settings[by] !== false && settings[by] !== 'off');
}
