import type { Given } from './given.js';
import { rows } from './table.js';

/** The variable that names the config file. */
export const CONFIG_VARIABLE = 'PARTYLINE_CONFIG';

/** The settings in an environment. */
export interface Environment {
  readonly given: readonly Given[];
  readonly config: string | undefined;
  /** Variables that begin like ours and mean nothing here. Container platforms set such by themselves, so they are no error. */
  readonly strange: readonly string[];
}

/** Reads the settings from environment variables. Empty ones count as not set. */
export function readEnvironment(env: Readonly<Record<string, string | undefined>>): Environment {
  const given = rows.flatMap((row): Given[] => {
    const text = env[row.variable];
    if (text === undefined || text === '') return [];
    return [{ row, value: row.setting.fromText(text), where: row.variable }];
  });
  const known = new Set([CONFIG_VARIABLE, ...rows.map(({ variable }) => variable)]);
  const strange = Object.keys(env).filter((name) => name.startsWith('PARTYLINE_') && !known.has(name));
  const config = env[CONFIG_VARIABLE];
  return { given, strange, config: config === '' ? undefined : config };
}
