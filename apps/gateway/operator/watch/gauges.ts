import type { PluginHost } from '../../../../core/index.js';
import type { GateTimes } from '../wire.js';
import { createHistogram, type Histogram } from './histogram.js';

/** How a plugin does. */
export interface PluginStats {
  readonly gates: readonly GateTimes[];
  readonly refusals: number;
  readonly failures: number;
  readonly lastFailure: { readonly at: number; readonly what: string; readonly text: string } | undefined;
}

interface StatsRecord {
  readonly stages: Map<string, Histogram>;
  refusals: number;
  failures: number;
  lastFailure: PluginStats['lastFailure'];
}

/** Of so many it is known: failures have dialects' names, too. */
const MAX_PLUGINS = 200;
const MAX_FAILURE_CHARACTERS = 500;

/** Measures what the plugins' gates do, by the plugin's name. */
export function collectPluginStats(host: PluginHost): (plugin: string) => PluginStats {
  const { clock } = host;
  const records = new Map<string, StatsRecord>();

  function recordOf(plugin: string): StatsRecord | undefined {
    const known = records.get(plugin);
    if (known !== undefined || records.size >= MAX_PLUGINS) return known;
    const record: StatsRecord = { stages: new Map(), refusals: 0, failures: 0, lastFailure: undefined };
    records.set(plugin, record);
    return record;
  }

  host.on('gated', ({ plugin, stage, did, ms }) => {
    const record = recordOf(plugin);
    if (record === undefined) return;
    let histogram = record.stages.get(stage);
    if (histogram === undefined) {
      histogram = createHistogram();
      record.stages.set(stage, histogram);
    }
    histogram.add(ms, clock.monotonic());
    if (did === 'refused') record.refusals++;
  });
  host.on('failed', ({ plugin, what, error }) => {
    const record = recordOf(plugin);
    if (record === undefined) return;
    const { cause } = error;
    const text = cause instanceof Error ? cause.message : String(cause ?? error.message);
    record.failures++;
    record.lastFailure = { at: clock.now(), what, text: text.slice(0, MAX_FAILURE_CHARACTERS) };
  });

  return (plugin) => {
    const { stages, refusals = 0, failures = 0, lastFailure } = records.get(plugin) ?? {};
    const times = [...(stages ?? [])].map(([stage, histogram]) => ({ stage, ...histogram.read(clock.monotonic()) }));
    return { gates: times.filter(({ calls }) => calls > 0), refusals, failures, lastFailure };
  };
}
