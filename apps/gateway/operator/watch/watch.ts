import type { Plugin, PluginHost } from '../../../../core/index.js';
import type { AuditBook } from '../audit/index.js';
import type { TapEntry, Vitals } from '../wire.js';
import { type Census, census } from './census.js';
import { gauges, type PluginHealth } from './gauges.js';
import type { Ring } from './ring.js';
import { tap } from './tap.js';
import { takeVitals, type VitalsParts } from './vitals.js';

/** What is seen of a hub. */
export interface Sight {
  /** Since when: milliseconds since the Unix epoch. */
  readonly startedAt: number;
  readonly census: Census;
  readonly vitals: Ring<Vitals>;
  readonly tap: Ring<TapEntry>;
  readonly health: (plugin: string) => PluginHealth;
}

/** A plugin that watches over a hub for its operators. */
export interface Watch extends Plugin {
  /** What it sees; `undefined` until the hub has begun. */
  readonly sight: Sight | undefined;
}

/** What it needs. */
export interface WatchParts extends VitalsParts {
  /** Keeps what operators and moderators did. */
  readonly audit: AuditBook;
}

/** Under this name operators act: nobody else can be called so. */
export const OPERATOR = 'operator';

/** Watches a hub from its beginning. A message costs some additions and a line of the newest thousand. */
export function watch({ lag, memoryBytes, audit }: WatchParts): Watch {
  let sight: Sight | undefined;
  return {
    name: OPERATOR,
    get sight() {
      return sight;
    },
    async setup(host) {
      await audit.open(host);
      sight = seen(host, { lag, memoryBytes });
      lag.start();
    },
    async dispose() {
      lag.stop();
      await audit.close();
    },
  };
}

function seen(host: PluginHost, parts: VitalsParts): Sight {
  const people = census(host);
  return {
    startedAt: host.clock.now(),
    census: people,
    vitals: takeVitals(host, people, parts),
    tap: tap(host),
    health: gauges(host),
  };
}
