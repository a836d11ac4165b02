import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { readConfig } from './config-file.js';
import { findConflicts } from './conflicts.js';
import { CONFIG_VARIABLE, readEnvironment } from './environment.js';
import { readCommandLine, type StartAction } from './flags.js';
import { findValueProblem, type SettingSource } from './given.js';
import type { GatewaySettings } from './settings.js';
import { mergeSettings } from './with-defaults.js';

/** What somebody who starts the gateway wants. */
export interface LoadedSettings {
  readonly action: StartAction;
  readonly settings: GatewaySettings;
  /** One line each. With any of them the settings are not to be used. */
  readonly problems: readonly string[];
  /** One line each, of what does no harm. */
  readonly warnings: readonly string[];
  /** The config file that was read. */
  readonly configFile: string | undefined;
}

/**
 * Reads the settings. Flags go before variables, variables before the config file, and that before the defaults. Every
 * value is checked, also one that another goes before. Never throws.
 * @param args Without the program's own name.
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
  const warnings = environment.unknown.map((name) => `there is no setting ${name}; it is left aside.`);
  return { action: line.action, settings, problems, warnings, configFile: config };
}

function readConfigFile(path: string, namedBy: string): SettingSource {
  try {
    return readConfig(readFileSync(path, 'utf8'), basename(path));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { values: [], problems: [`${namedBy}: ${path} cannot be read: ${why}.`] };
  }
}
