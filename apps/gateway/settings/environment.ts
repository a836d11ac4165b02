import type { RawSetting } from './given.js';
import { allRows } from './table.js';

/** The variable that names the config file. */
export const CONFIG_VARIABLE = 'PARTYLINE_CONFIG';

/** The settings in an environment. */
export interface EnvironmentSettings {
  readonly values: readonly RawSetting[];
  readonly config: string | undefined;
  /** Variables that begin like ours and mean nothing here. Container platforms set such by themselves, so they are no error. */
  readonly unknown: readonly string[];
}

/** Reads the settings from environment variables. Empty ones count as not set. */
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
