import type { GatewaySettings } from '../../settings/settings.js';
import { ownRows } from '../../settings/table.js';
import { isOn, stockPlugins } from './stock.js';

/** A plugin as it is told of before the gateway runs. */
export interface Listed {
  /** Of one's own: the file or the package. */
  readonly name: string;
  readonly on: boolean;
  readonly does: string;
  /** What has it as it is, as it would be written: `--no-metrics`, `--profanity mask`; absent: it cannot be switched. */
  readonly by?: string;
}

/** The plugins that a gateway with these settings has, in run order, with those that it could have. */
export function listed(settings: GatewaySettings): readonly Listed[] {
  const stock = stockPlugins.map((plugin): Listed => {
    const { name, does, by } = plugin;
    return { name, on: isOn(plugin, settings), does, ...(by !== undefined && { by: written(by, settings[by]) }) };
  });
  const own = settings.plugins.map((name) => ({ name, on: true, does: 'One of your own.', by: '--plugins' }));
  return [...stock, ...own];
}

function written(name: keyof GatewaySettings, value: unknown): string {
  const flag = ownRows.find((row) => row.name === name)?.flag ?? name;
  if (typeof value === 'boolean') return value ? `--${flag}` : `--no-${flag}`;
  return `--${flag} ${String(value)}`;
}
