import type { PluginHost } from '../../../../core/index.js';
import type { Vitals } from '../wire.js';
import type { SessionStats } from './census.js';
import type { LagMeter } from './lag.js';
import { createQueueMeter } from './queues.js';
import { createRing, type Ring } from './ring.js';

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
