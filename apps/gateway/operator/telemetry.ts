import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Entry, Plugin, PluginHost, Session } from '../../../core/index.js';
import type { AuditLog } from './audit-log.js';
import { collectPluginStats, type PluginStats } from './plugin-stats.js';
import { type SessionStats, trackSessions } from './session-stats.js';
import type { TapEntry, Vitals } from './wire.js';

/** Live telemetry of a hub. */
export interface Telemetry {
  /** Start of the hub: milliseconds since the Unix epoch. */
  readonly startedAt: number;
  readonly sessionStats: SessionStats;
  readonly vitals: Ring<Vitals>;
  readonly tap: Ring<TapEntry>;
  readonly pluginStats: (plugin: string) => PluginStats;
}

/** A plugin that collects telemetry for operators. */
export interface TelemetryPlugin extends Plugin {
  /** The telemetry; `undefined` until the hub has started. */
  readonly current: Telemetry | undefined;
}

/** Options of the telemetry. */
export interface TelemetryOptions extends VitalsSources {
  /** The audit log, opened with the plugin. */
  readonly audit: AuditLog;
}

/** The reserved nick of operators. */
export const OPERATOR = 'operator';

/** Creates the telemetry plugin. */
export function createTelemetry({ lag, memoryBytes, audit }: TelemetryOptions): TelemetryPlugin {
  let collected: Telemetry | undefined;
  return {
    name: OPERATOR,
    get current() {
      return collected;
    },
    async setup(host) {
      await audit.open(host);
      collected = collectTelemetry(host, { lag, memoryBytes });
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

const INTERVAL_MS = 1_000;
/** Two minutes. */
const MAX_SAMPLES = 120;

/** Sources of the process's vitals. */
export interface VitalsSources {
  readonly lag: LagMeter;
  /** Resident memory of the process, in bytes. */
  readonly memoryBytes: () => number;
}

/** Records the hub's vitals once per second. */
export function recordVitals(
  host: PluginHost,
  { sessions, rooms }: SessionStats,
  { lag, memoryBytes }: VitalsSources,
): Ring<Vitals> {
  const ring = createRing<Vitals>(MAX_SAMPLES);
  const queueBytes = createQueueMeter(sessions);
  let messages = 0;
  let deliveries = 0;
  host.on('message', () => {
    messages++;
  });
  host.on('delivered', (events) => {
    deliveries += events;
  });
  host.every(INTERVAL_MS, () => {
    ring.add({
      n: ring.last + 1,
      at: host.clock.now(),
      sessions: sessions.size,
      rooms: rooms(),
      messages,
      deliveries,
      queueBytes: queueBytes(),
      loopLagMs: lag.longestMs(),
      memoryBytes: memoryBytes(),
    });
    messages = 0;
    deliveries = 0;
  });
  return ring;
}

const MAX_TAP_ENTRIES = 1_000;

/** Records the newest messages. */
export function recordTap(host: PluginHost): Ring<TapEntry> {
  const ring = createRing<TapEntry>(MAX_TAP_ENTRIES);
  host.on('message', (entry, session) => ring.add(toTapEntry(ring.last + 1, entry, session)));
  return ring;
}

function toTapEntry(n: number, { message }: Entry, { info, wire }: Session): TapEntry {
  const { at, id, room, from, kind, text } = message;
  return {
    n,
    at,
    id,
    from: { id: from.id, nick: from.nick },
    kind,
    // Direct messages are private.
    ...(room.startsWith('@') ? {} : { room, text }),
    ...(info.transport === 'plugin' ? {} : { wire }),
  };
}

/** Sessions visited per call: more would block the event loop. */
const SLICE = 10_000;

/** Creates a meter of the bytes in all send queues. With more than 10,000 sessions its value lags by some calls. */
export function createQueueMeter(sessions: ReadonlySet<Session>): () => number {
  let round = sessions.values();
  let sum = 0;
  let whole = 0;
  return () => {
    for (let looked = 0; looked < SLICE; looked++) {
      const { value, done } = round.next();
      if (done === true) {
        whole = sum;
        sum = 0;
        round = sessions.values();
        break;
      }
      sum += value.pendingBytes;
    }
    return whole;
  };
}

/** Measures event loop lag. */
export interface LagMeter {
  start(): void;
  /** Longest delay since the last call, in milliseconds. */
  longestMs(): number;
  stop(): void;
}

const RESOLUTION_MS = 20;

/** Creates a meter for this process. */
export function createLagMeter(): LagMeter {
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  return {
    start: () => void delay.enable(),
    longestMs() {
      // The measured delay includes the sampling interval.
      const longest = Math.max(0, delay.max / 1e6 - RESOLUTION_MS);
      delay.reset();
      return Math.round(longest * 10) / 10;
    },
    stop: () => void delay.disable(),
  };
}

/** A ring buffer of numbered items: 1, 2, 3, … */
export interface Ring<T> {
  /** Number of the newest item, 0 if none. */
  readonly last: number;
  /** Number of the oldest item; one more than {@link last} if empty. */
  readonly first: number;
  /** Adds an item and drops the oldest beyond the limit. */
  add(value: T): void;
  /** Returns the items after a number, oldest first. */
  after(number: number): readonly T[];
}

/** Creates an empty ring. @param most Its capacity. */
export function createRing<T>(most: number): Ring<T> {
  const kept: T[] = [];
  let last = 0;
  const first = (): number => last - kept.length + 1;
  return {
    get last() {
      return last;
    },
    get first() {
      return first();
    },
    add(value) {
      // Overwrites the oldest item.
      kept[last % most] = value;
      last++;
    },
    after(number) {
      const begin = Math.max(first(), number + 1);
      return Array.from({ length: Math.max(0, last - begin + 1) }, (_, index) => kept[(begin + index - 1) % most] as T);
    },
  };
}
