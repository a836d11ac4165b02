import type { GatewaySettings } from '../../settings/settings.js';
import { gatewayRows } from '../../settings/table.js';
import { isEnabled, stockPlugins } from './stock.js';

/** A plugin as it is told of before the gateway runs. */
export interface ConfiguredPlugin {
  /** Of one's own: the file or the package. */
  readonly name: string;
  readonly on: boolean;
  readonly does: string;
  /** What has it as it is, as it would be written: `--no-metrics`, `--profanity mask`; absent: it cannot be switched. */
  readonly by?: string;
}

/** The plugins that a gateway with these settings has, in run order, with those that it could have. */
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
  const own = settings.plugins.map((name) => ({ name, on: true, does: 'One of your own.', by: '--plugins' }));
  return [...stock, ...own];
}

function formatFlag(name: keyof GatewaySettings, value: unknown): string {
  const flag = gatewayRows.find((row) => row.name === name)?.flag ?? name;
  if (typeof value === 'boolean') return value ? `--${flag}` : `--no-${flag}`;
  return `--${flag} ${String(value)}`;
}
