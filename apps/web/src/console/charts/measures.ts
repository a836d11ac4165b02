import type { PhraseName } from '../i18n/index.js';
import type { VitalName } from '../state/vitals.js';
import { formatBytes, formatCount, formatMs, formatRate } from '../text/format.js';

/** How a number of the hub is called and written. */
export interface Metric {
  readonly name: VitalName;
  readonly label: PhraseName;
  readonly format: (value: number, language: string) => string;
  /** The top of the scale is never below this, so that noise does not look like a mountain. */
  readonly minTop: number;
}

/** The numbers that matter, in their order. */
export const metrics: readonly Metric[] = [
  { name: 'sessions', label: 'vitalSessions', format: formatCount, minTop: 4 },
  { name: 'rooms', label: 'vitalRooms', format: formatCount, minTop: 4 },
  { name: 'messages', label: 'vitalMessages', format: formatRate, minTop: 4 },
  { name: 'deliveries', label: 'vitalDeliveries', format: formatRate, minTop: 4 },
  { name: 'queueBytes', label: 'vitalQueue', format: formatBytes, minTop: 1_000 },
  { name: 'loopLagMs', label: 'vitalLag', format: formatMs, minTop: 20 },
  { name: 'memoryBytes', label: 'vitalMemory', format: formatBytes, minTop: 100_000_000 },
];
