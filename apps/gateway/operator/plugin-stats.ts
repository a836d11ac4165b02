import type { PluginHost } from '../../../core/index.js';
import type { GateTimes } from './wire.js';

/** Statistics of a plugin. */
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

/** Maximum number of names: failures may have names of dialects too. */
const MAX_PLUGINS = 200;
const MAX_FAILURE_CHARACTERS = 500;

/** Collects the statistics of plugins' gates, by plugin name. */
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

  host.on('gateRun', ({ plugin, stage, did, ms }) => {
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

/** Upper bounds of the buckets, in milliseconds. Longer times count in the last bucket. */
const BOUNDS = [0, 1, 2, 3, 5, 7, 10, 15, 20, 30, 50, 75, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 60_000] as const;
const LAST = BOUNDS.length - 1;

/** Length of a time slice in milliseconds, and number of slices. */
const PART_MS = 30_000;
const PARTS = 10;

/** Durations of the last five minutes. */
export interface Histogram {
  add(ms: number, now: number): void;
  /** Reads the last five minutes. */
  read(now: number): { readonly calls: number; readonly p50Ms: number; readonly p99Ms: number };
}

/** Creates an empty histogram of constant size. */
export function createHistogram(): Histogram {
  const parts = Array.from({ length: PARTS }, () => ({ part: -1, counts: new Uint32Array(BOUNDS.length) }));

  return {
    add(ms, now) {
      const part = Math.floor(now / PART_MS);
      const bucket = parts[part % PARTS];
      if (bucket === undefined) return;
      if (bucket.part !== part) {
        bucket.part = part;
        bucket.counts.fill(0);
      }
      const at = bucketOf(ms);
      bucket.counts[at] = (bucket.counts[at] ?? 0) + 1;
    },
    read(now) {
      const oldest = Math.floor(now / PART_MS) - PARTS + 1;
      const recent = parts.filter(({ part }) => part >= oldest);
      const sums = BOUNDS.map((_, at) => recent.reduce((sum, { counts }) => sum + (counts[at] ?? 0), 0));
      const calls = sums.reduce((sum, count) => sum + count, 0);
      return { calls, p50Ms: quantile(sums, calls, 0.5), p99Ms: quantile(sums, calls, 0.99) };
    },
  };
}

function bucketOf(ms: number): number {
  const found = BOUNDS.findIndex((bound) => ms <= bound);
  return found < 0 ? LAST : found;
}

/** Returns the bucket bound of a quantile. */
function quantile(sums: readonly number[], calls: number, part: number): number {
  let left = Math.ceil(calls * part);
  for (const [at, count] of sums.entries()) {
    left -= count;
    if (left <= 0) return BOUNDS[at] ?? 0;
  }
  return 0;
}
