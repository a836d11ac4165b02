import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { readConfig } from './config-file.js';
import { conflictsIn } from './conflicts.js';
import { CONFIG_VARIABLE, readEnvironment } from './environment.js';
import { readCommandLine, type Wish } from './flags.js';
import { problemWith, type Source } from './given.js';
import type { GatewaySettings } from './settings.js';
import { settingsFrom } from './with-defaults.js';

/** What somebody who starts the gateway wants. */
export interface Reading {
  readonly wish: Wish;
  readonly settings: GatewaySettings;
  /** One line each. With any of them the settings are not to be used. */
  readonly problems: readonly string[];
  /** One line each, of what does no harm. */
  readonly warnings: readonly string[];
  /** The config file that was read. */
  readonly config: string | undefined;
}

/**
 * Reads the settings. Flags go before variables, variables before the config file, and that before the defaults. Every
 * value is checked, also one that another goes before. Never throws.
 * @param args Without the program's own name.
 */
export function readSettings(args: readonly string[], env: Readonly<Record<string, string | undefined>>): Reading {
  const line = readCommandLine(args);
  const environment = readEnvironment(env);
  const config = line.config ?? environment.config;
  const namedBy = line.config === undefined ? CONFIG_VARIABLE : '--config';
  const file = config === undefined ? { given: [], problems: [] } : readFile(config, namedBy);
  const given = [...file.given, ...environment.given, ...line.given];
  const settings = settingsFrom(given);
  const values = given.flatMap((one) => problemWith(one) ?? []);
  const problems = [...line.problems, ...file.problems, ...values];
  if (problems.length === 0) problems.push(...conflictsIn(settings, env));
  const warnings = environment.strange.map((name) => `there is no setting ${name}; it is left aside.`);
  return { wish: line.wish, settings, problems, warnings, config };
}

function readFile(path: string, namedBy: string): Source {
  try {
    return readConfig(readFileSync(path, 'utf8'), basename(path));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { given: [], problems: [`${namedBy}: ${path} cannot be read: ${why}.`] };
  }
}
