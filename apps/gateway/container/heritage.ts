import { ContainerModule } from 'inversify';
import {
  type Heritage,
  type HeritageOptions,
  type HeritageTransports,
  heritage,
  kindNames,
} from '../../../adapters/dialects/heritage/index.js';
import { tcp } from '../../../adapters/transports/tcp/index.js';
import { websocket } from '../../../adapters/transports/websocket/index.js';
import type { Clock, Listener, Random } from '../../../core/index.js';
import { webAccessOptions } from '../http/access.js';
import type { RefusalLog } from '../http/refusal-log.js';
import type { PluginEntry } from '../operator/plugins/index.js';
import { dedicatedHeritageKinds, heritageOptions } from '../settings/heritage.js';
import type { GatewaySettings } from '../settings/settings.js';
import { HUB_NAME } from './hub.js';
import { CLOCK, HERITAGE, HERITAGE_LISTENERS, PLUGIN_ENTRY, RANDOM, REFUSAL_LOG, SETTINGS } from './tokens.js';

/** The old programs: known by their first words everywhere, and listened for on ports of their own where that is wanted. */
export const heritageModule = new ContainerModule(({ bind }) => {
  bind(HERITAGE).toResolvedValue(createHeritage, [SETTINGS]);
  // It has no state of its own: it can be set up again.
  bind(PLUGIN_ENTRY).toResolvedValue(
    ({ plugin }): PluginEntry => ({ name: plugin.name, create: () => plugin }),
    [HERITAGE],
  );
  bind(HERITAGE_LISTENERS).toResolvedValue(createHeritageListeners, [HERITAGE, SETTINGS, CLOCK, RANDOM, REFUSAL_LOG]);
});

function createHeritage(settings: GatewaySettings): Heritage {
  const all: HeritageOptions = Object.fromEntries(kindNames.map((name) => [name, heritageOptions(name, settings)]));
  return heritage({ ...all, room: settings.room, server: HUB_NAME });
}

function createHeritageListeners(
  { listeners }: Heritage,
  settings: GatewaySettings,
  clock: Clock,
  random: Random,
  refusals: RefusalLog,
): readonly Listener[] {
  const { host } = settings;
  const { hosts } = webAccessOptions(settings);
  const transports: HeritageTransports = {
    tcp: (options) => tcp({ ...options, host, clock, random }),
    websocket: (options) =>
      websocket({ ...options, host, hosts, clock, random, onRefused: (refused) => refusals.request(refused) }),
  };
  return listeners(transports, dedicatedHeritageKinds(settings));
}
