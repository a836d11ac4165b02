import type { Plugin, PluginHost } from '../../../../core/index.js';
import type { AuditLog } from '../audit/index.js';
import type { TapEntry, Vitals } from '../wire.js';
import { type SessionStats, trackSessions } from './census.js';
import { collectPluginStats, type PluginStats } from './gauges.js';
import type { Ring } from './ring.js';
import { recordTap } from './tap.js';
import { recordVitals, type VitalsSources } from './vitals.js';

/** What is seen of a hub. */
export interface Telemetry {
  /** Since when: milliseconds since the Unix epoch. */
  readonly startedAt: number;
  readonly sessionStats: SessionStats;
  readonly vitals: Ring<Vitals>;
  readonly tap: Ring<TapEntry>;
  readonly pluginStats: (plugin: string) => PluginStats;
}

/** A plugin that watches over a hub for its operators. */
export interface TelemetryPlugin extends Plugin {
  /** What it sees; `undefined` until the hub has begun. */
  readonly current: Telemetry | undefined;
}

/** What it needs. */
export interface TelemetryOptions extends VitalsSources {
  /** Keeps what operators and moderators did. */
  readonly audit: AuditLog;
}

/** Under this name operators act: nobody else can be called so. */
export const OPERATOR = 'operator';

/** Watches a hub from its beginning. A message costs some additions and a line of the newest thousand. */
export function createTelemetry({ lag, memoryBytes, audit }: TelemetryOptions): TelemetryPlugin {
  let sight: Telemetry | undefined;
  return {
    name: OPERATOR,
    get current() {
      return sight;
    },
    async setup(host) {
      await audit.open(host);
      sight = collectTelemetry(host, { lag, memoryBytes });
      lag.start();
    },
    async dispose() {
      lag.stop();
      await audit.close();
    },
  };
}

function collectTelemetry(host: PluginHost, parts: VitalsSources): Telemetry {
  const people = trackSessions(host);
  return {
    startedAt: host.clock.now(),
    sessionStats: people,
    vitals: recordVitals(host, people, parts),
    tap: recordTap(host),
    pluginStats: collectPluginStats(host),
  };
}
