import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Entry, Plugin, PluginHost, Session } from '../../../core/index.js';
import type { AuditLog } from './audit-log.js';
import { collectPluginStats, type PluginStats } from './plugin-stats.js';
import { type SessionStats, trackSessions } from './session-stats.js';
import type { TapEntry, Vitals } from './wire.js';

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

/** What the vitals are taken with. */
export interface VitalsSources {
  readonly lag: LagMeter;
  /** Resident memory of the process, in bytes. */
  readonly memoryBytes: () => number;
}

/** Takes the hub's vitals once in a second. A message costs an addition. */
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

/** Keeps the newest messages as they went by. */
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
    // What two people say to each other is theirs.
    ...(room.startsWith('@') ? {} : { room, text }),
    ...(info.transport === 'plugin' ? {} : { wire }),
  };
}

/** So many sessions are looked at in one go: more would hold up the event loop. */
const SLICE = 10_000;

/** Says how many bytes wait for all sessions together: of more than 10,000 sessions, as it was some looks ago. */
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

/** Measures how late the event loop is. */
export interface LagMeter {
  start(): void;
  /** The longest delay since it was asked last, in milliseconds. */
  longestMs(): number;
  stop(): void;
}

const RESOLUTION_MS = 20;

/** Measures this process's. It costs a native timer, whatever happens in the chat. */
export function createLagMeter(): LagMeter {
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  return {
    start: () => void delay.enable(),
    longestMs() {
      // What is measured is from one look to the next, their distance included.
      const longest = Math.max(0, delay.max / 1e6 - RESOLUTION_MS);
      delay.reset();
      return Math.round(longest * 10) / 10;
    },
    stop: () => void delay.disable(),
  };
}

/** The newest things of many, each with a number: 1, 2, 3, … */
export interface Ring<T> {
  /** How many there ever were: the number of the newest one. */
  readonly last: number;
  /** The number of the oldest one that is there; one more than {@link last} where there is none. */
  readonly first: number;
  /** Adds one; beyond the bound the oldest goes. */
  add(value: T): void;
  /** Those after a number, the oldest first. */
  after(number: number): readonly T[];
}

/** @param most How many it holds. */
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
      // The place of the one that goes: numbers are taken in turn.
      kept[last % most] = value;
      last++;
    },
    after(number) {
      const begin = Math.max(first(), number + 1);
      return Array.from({ length: Math.max(0, last - begin + 1) }, (_, index) => kept[(begin + index - 1) % most] as T);
    },
  };
}
