import { chaosProblem } from './conflicts.js';
import { consoleAddressProblem } from './console-address.js';
import { findValueProblem, type RawSetting } from './given.js';
import type { GatewaySettings } from './settings.js';
import { allRows, gatewayRows, heritageRows } from './table.js';

type Values = Record<string, unknown> & { limits: Record<string, unknown> };

/** The defaults with what was given; of several values for one setting, the last. */
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
 * @throws TypeError for a setting that is none, or a value that it cannot have.
 */
export function resolveSettings(changes: Partial<GatewaySettings> = {}): GatewaySettings {
  const { limits = {}, ...own } = changes;
  const flat = {
    ...own,
    ...Object.fromEntries(Object.entries(limits).map(([name, value]) => [`limits.${name}`, value])),
  };
  const given = Object.entries(flat).map(([name, value]): RawSetting => {
    const row = allRows.find((one) => one.name === name);
    if (row === undefined) throw new TypeError(`There is no setting ${name}.`);
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
