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
import type { Slot } from '../operator/plugins/index.js';
import { heritageOf, listenedFor } from '../settings/heritage.js';
import type { GatewaySettings } from '../settings/settings.js';
import { HUB_NAME } from './hub.js';
import { CLOCK, HERITAGE, HERITAGE_LISTENERS, RANDOM, REFUSALS, SETTINGS, SLOT } from './tokens.js';

/** The old programs: known by their first words everywhere, and listened for on ports of their own where that is wanted. */
export const heritageModule = new ContainerModule(({ bind }) => {
  bind(HERITAGE).toResolvedValue(heritageFor, [SETTINGS]);
  // It has no state of its own: it can be set up again.
  bind(SLOT).toResolvedValue(({ plugin }): Slot => ({ name: plugin.name, make: () => plugin }), [HERITAGE]);
  bind(HERITAGE_LISTENERS).toResolvedValue(listenersFor, [HERITAGE, SETTINGS, CLOCK, RANDOM, REFUSALS]);
});

function heritageFor(settings: GatewaySettings): Heritage {
  const all: HeritageOptions = Object.fromEntries(kindNames.map((name) => [name, heritageOf(name, settings)]));
  return heritage({ ...all, room: settings.room, server: HUB_NAME });
}

function listenersFor(
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
  return listeners(transports, listenedFor(settings));
}
