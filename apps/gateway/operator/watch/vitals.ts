import type { PluginHost } from '../../../../core/index.js';
import type { Vitals } from '../wire.js';
import type { Census } from './census.js';
import type { LagMeter } from './lag.js';
import { queueMeter } from './queues.js';
import { createRing, type Ring } from './ring.js';

const EVERY_MS = 1_000;
/** Two minutes. */
const MOST = 120;

/** What the vitals are taken with. */
export interface VitalsParts {
  readonly lag: LagMeter;
  /** Resident memory of the process, in bytes. */
  readonly memoryBytes: () => number;
}

/** Takes the hub's vitals once in a second. A message costs an addition. */
export function takeVitals(
  host: PluginHost,
  { sessions, rooms }: Census,
  { lag, memoryBytes }: VitalsParts,
): Ring<Vitals> {
  const ring = createRing<Vitals>(MOST);
  const queueBytes = queueMeter(sessions);
  let messages = 0;
  let deliveries = 0;
  host.on('message', () => {
    messages++;
  });
  host.on('delivered', (events) => {
    deliveries += events;
  });
  host.every(EVERY_MS, () => {
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
