import { Registry } from 'prom-client';
import type { Plugin, PluginHost } from '../../core/index.js';
import { census } from './census.js';
import { type ProcessMeter, processMeter } from './process.js';
import { timings } from './timings.js';
import { traffic } from './traffic.js';

/** What can be set on the `metrics` plugin. */
export interface MetricsOptions {
  /**
   * Whether the process is measured, too: memory, processor time, open files, lag of the event loop. Default true;
   * `false` where the program around the hub does that itself.
   */
  readonly process?: boolean;
}

/** A plugin that counts and measures, and what it found. */
export interface Metrics extends Plugin {
  /** What {@link Metrics.exposition} gives, as an HTTP `Content-Type`. */
  readonly contentType: string;
  /**
   * All metrics as they are now, in the text format of Prometheus. What is there (sessions, rooms, bytes that wait) is
   * counted at this moment.
   */
  exposition(): Promise<string>;
}

/**
 * Counts and measures what happens in the chat:
 *
 * ```ts
 * const numbers = metrics();
 * const hub = createHub({ plugins: [numbers, logging()] });
 * const text = await numbers.exposition();
 * ```
 *
 * `docs/operations.md` has every metric. The names are fixed. No label has a room, a nick, an id or an address in it, and
 * none can have more values than plugins, commands and codes there are. Every instance has a registry of its own and
 * serves one hub at a time; `setup` throws a TypeError while it serves one.
 */
export function metrics({ process = true }: MetricsOptions = {}): Metrics {
  const registry = new Registry();
  const count = traffic(registry);
  const time = timings(registry);
  const present = census(registry);
  const meter: ProcessMeter | undefined = process ? processMeter(registry) : undefined;
  let hub: PluginHost | undefined;

  return {
    name: 'metrics',
    contentType: registry.contentType,
    setup(host) {
      if (hub !== undefined) throw new TypeError('These metrics are of another hub: every hub needs its own.');
      hub = host;
      count(host);
      time(host);
      present.watch(host);
      meter?.start();
    },
    dispose() {
      hub = undefined;
      present.clear();
      meter?.stop();
    },
    async exposition() {
      await meter?.read();
      if (hub !== undefined) present.take(hub);
      return registry.metrics();
    },
  };
}
