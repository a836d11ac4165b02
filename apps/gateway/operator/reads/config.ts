import { stringify } from 'yaml';
import type { GatewaySettings } from '../../settings/settings.js';
import { allRows, type SettingRow } from '../../settings/table.js';
import type { OperatorQuery } from '../read.js';
import type { ConfigPage, SettingView } from '../wire.js';

/** Settings whose value is nobody's business, and what is told where there is none. */
const secrets: Readonly<Record<string, string>> = { operatorToken: '(made at the start)' };

/** All settings as they are in force. */
export const config: OperatorQuery = ({ settings, hub }): ConfigPage => ({
  settings: allRows.map((row) => toSettingView(row, effectiveValue(row.name, settings, hub.limits))),
});

function toSettingView({ name, flag, variable, setting }: SettingRow, value: unknown): SettingView {
  const unset = secrets[name];
  return {
    name,
    flag: `--${flag}`,
    variable,
    help: setting.help,
    value: unset === undefined ? formatYaml(value) : value === '' ? unset : '(set)',
    default: unset ?? formatYaml(setting.default),
    changed: JSON.stringify(value) !== JSON.stringify(setting.default),
  };
}

/** Limits are what the hub has. */
function effectiveValue(name: string, settings: GatewaySettings, limits: object): unknown {
  const limit = name.split('.')[1];
  const table: object = limit === undefined ? settings : limits;
  return Object.entries(table).find(([key]) => key === (limit ?? name))?.[1];
}

/** As in a config file. */
function formatYaml(value: unknown): string {
  return stringify(value, { collectionStyle: 'flow', lineWidth: 0 }).trim();
}
