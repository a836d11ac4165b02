import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { isMap, isNode, isScalar, LineCounter, type Pair, parseDocument } from 'yaml';
import { closestMatch } from './cli-text.js';
import { readCommandLine, type StartAction } from './flags.js';
import { consoleAddressProblem } from './listen-address.js';
import { findValueProblem, type RawSetting, type SettingRow, type SettingSource } from './setting.js';
import type { GatewaySettings } from './settings.js';
import { allRows, gatewayRows, heritageRows, limitRows } from './table.js';

/** The settings of the command line, the environment and the config file. */
export interface LoadedSettings {
  readonly action: StartAction;
  readonly settings: GatewaySettings;
  /** One line each. If there are any, the settings must not be used. */
  readonly problems: readonly string[];
  /** One line each, for harmless problems. */
  readonly warnings: readonly string[];
  /** The config file that was read. */
  readonly configFile: string | undefined;
}

/**
 * Reads the settings. Flags override variables, variables override the config file. Every value is checked, even if it is
 * overridden. Never throws.
 * @param args Without the program's name.
 */
export function readSettings(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): LoadedSettings {
  const line = readCommandLine(args);
  const environment = readEnvironment(env);
  const config = line.config ?? environment.config;
  const namedBy = line.config === undefined ? CONFIG_VARIABLE : '--config';
  const file = config === undefined ? { values: [], problems: [] } : readConfigFile(config, namedBy);
  const given = [...file.values, ...environment.values, ...line.values];
  const settings = mergeSettings(given);
  const values = given.flatMap((one) => findValueProblem(one) ?? []);
  const problems = [...line.problems, ...file.problems, ...values];
  if (problems.length === 0) problems.push(...findConflicts(settings, env));
  const warnings = environment.unknown.map((name) => `Unknown setting ${name} is ignored.`);
  return { action: line.action, settings, problems, warnings, configFile: config };
}

function readConfigFile(path: string, namedBy: string): SettingSource {
  try {
    return readConfig(readFileSync(path, 'utf8'), basename(path));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { values: [], problems: [`${namedBy}: Cannot read ${path}: ${why}.`] };
  }
}

const ownKeys: ReadonlyMap<string, SettingRow> = new Map(
  [...gatewayRows, ...heritageRows].map((row) => [row.name, row]),
);
const limitKeys: ReadonlyMap<string, SettingRow> = new Map(
  limitRows.map((row) => [row.name.replace('limits.', ''), row]),
);

/**
 * Reads a config file: a YAML (or JSON) mapping from setting names to values, with the limits under `limits`.
 * @param file Its name, for the problems.
 * @throws Error if aliases make it too large.
 */
export function readConfig(text: string, file: string): SettingSource {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const at = (offset: number): string => `${file}:${lines.linePos(offset).line}`;
  if (document.errors.length > 0) {
    const problems = document.errors.map(({ pos, message }) => `${at(pos[0])}: Invalid YAML: ${lowerFirst(message)}.`);
    return { values: [], problems };
  }
  const given: RawSetting[] = [];
  const problems: string[] = [];

  function visit(mapping: unknown, keys: ReadonlyMap<string, SettingRow>, before: string): void {
    if (mapping === null || (isScalar(mapping) && mapping.value === null)) return;
    if (!isMap(mapping)) {
      const line = hasRange(mapping) ? at(mapping.range[0]) : file;
      problems.push(
        `${line}: ${before === '' ? 'the file' : before.slice(0, -1)} must be a mapping, for example “httpPort: 8080”.`,
      );
      return;
    }
    for (const pair of mapping.items) entry(pair, keys, before);
  }

  function entry(pair: Pair, keys: ReadonlyMap<string, SettingRow>, before: string): void {
    const line = at(hasRange(pair.key) ? pair.key.range[0] : 0);
    const key = isScalar(pair.key) ? String(pair.key.value) : String(pair.key);
    const row = keys.get(key);
    if (before === '' && key === 'limits') visit(pair.value, limitKeys, 'limits.');
    else if (row === undefined) problems.push(`${line}: Unknown setting ${before}${key}. ${advice(key, keys, before)}`);
    else
      given.push({ row, value: isNode(pair.value) ? pair.value.toJS(document) : null, source: `${line}: ${row.name}` });
  }

  visit(document.contents, ownKeys, '');
  return { values: given, problems };
}

function advice(key: string, keys: ReadonlyMap<string, SettingRow>, before: string): string {
  if (before !== '' && ownKeys.has(key)) return `${key} does not belong under limits. Move it to the top level.`;
  if (before === '' && limitKeys.has(key)) return `${key} belongs under limits.`;
  const meant = closestMatch(key, [...keys.keys()]);
  if (meant !== undefined) return `Did you mean ${before}${meant}?`;
  return `Known settings: ${[...keys.keys(), ...(before === '' ? ['limits'] : [])].join(', ')}.`;
}

function hasRange(node: unknown): node is { range: readonly [number, number, number] } {
  return typeof node === 'object' && node !== null && 'range' in node && Array.isArray(node.range);
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

/** The variable that names the config file. */
export const CONFIG_VARIABLE = 'PARTYLINE_CONFIG';

/** The settings in an environment. */
export interface EnvironmentSettings {
  readonly values: readonly RawSetting[];
  readonly config: string | undefined;
  /** Unknown variables with our prefix. They are no error: container platforms set such variables. */
  readonly unknown: readonly string[];
}

/** Reads settings from environment variables. Empty ones count as not set. */
export function readEnvironment(env: Readonly<Record<string, string | undefined>>): EnvironmentSettings {
  const given = allRows.flatMap((row): RawSetting[] => {
    const text = env[row.variable];
    if (text === undefined || text === '') return [];
    return [{ row, value: row.setting.parseText(text), source: row.variable }];
  });
  const known = new Set([CONFIG_VARIABLE, ...allRows.map(({ variable }) => variable)]);
  const strange = Object.keys(env).filter((name) => name.startsWith('PARTYLINE_') && !known.has(name));
  const config = env[CONFIG_VARIABLE];
  return { values: given, unknown: strange, config: config === '' ? undefined : config };
}

type Values = Record<string, unknown> & { limits: Record<string, unknown> };

/** Merges values into the defaults; the last value of a setting wins. */
export function mergeSettings(given: readonly RawSetting[]): GatewaySettings {
  const values: Values = { limits: {} };
  for (const { name, setting } of [...gatewayRows, ...heritageRows]) values[name] = setting.default;
  for (const { row, value } of given) {
    const limit = row.name.split('.')[1];
    if (limit === undefined) values[row.name] = value;
    else values.limits[limit] = value;
  }
  return values as unknown as GatewaySettings;
}

/**
 * The defaults with some settings changed.
 * @throws TypeError for an unknown setting or an invalid value.
 */
export function resolveSettings(changes: Partial<GatewaySettings> = {}): GatewaySettings {
  const { limits = {}, ...own } = changes;
  const flat = {
    ...own,
    ...Object.fromEntries(Object.entries(limits).map(([name, value]) => [`limits.${name}`, value])),
  };
  const given = Object.entries(flat).map(([name, value]): RawSetting => {
    const row = allRows.find((one) => one.name === name);
    if (row === undefined) throw new TypeError(`Unknown setting ${name}.`);
    return { row, value, source: name };
  });
  const problem = given.map(findValueProblem).find((one) => one !== undefined);
  if (problem !== undefined) throw new TypeError(problem);
  const settings = mergeSettings(given);
  const conflict = [chaosProblem(settings.chaos, process.env), consoleAddressProblem(settings.consoleAddress)].find(
    (one) => one !== undefined,
  );
  if (conflict !== undefined) throw new TypeError(conflict);
  return settings;
}

/** Finds conflicts between valid settings, one line each. */
export function findConflicts(
  settings: GatewaySettings,
  env: Readonly<Record<string, string | undefined>>,
): readonly string[] {
  const { httpPort, tcpPort, chaos, consoleAddress } = settings;
  const samePort = httpPort === tcpPort && httpPort !== 0;
  return [
    samePort ? `--http-port and --tcp-port are both ${httpPort}. Choose two different ports.` : undefined,
    chaosProblem(chaos, env),
    consoleAddressProblem(consoleAddress),
  ].filter((problem) => problem !== undefined);
}

/** Returns why chaos is not allowed here; `undefined` if it is. */
export function chaosProblem(chaos: boolean, env: Readonly<Record<string, string | undefined>>): string | undefined {
  const refused = chaos && env.NODE_ENV === 'production';
  return refused ? '--chaos is not allowed in production (NODE_ENV is production).' : undefined;
}
