import type { PhraseName } from '../i18n/index.js';
import type { VitalName } from '../state/vitals.js';
import { bytes, count, millis, rate } from '../text/format.js';

/** How a number of the hub is called and written. */
export interface Measure {
  readonly name: VitalName;
  readonly label: PhraseName;
  readonly write: (value: number, language: string) => string;
  /** The top of the scale is never below this, so that noise does not look like a mountain. */
  readonly least: number;
}

/** The numbers that matter, in their order. */
export const measures: readonly Measure[] = [
  { name: 'sessions', label: 'vitalSessions', write: count, least: 4 },
  { name: 'rooms', label: 'vitalRooms', write: count, least: 4 },
  { name: 'messages', label: 'vitalMessages', write: rate, least: 4 },
  { name: 'deliveries', label: 'vitalDeliveries', write: rate, least: 4 },
  { name: 'queueBytes', label: 'vitalQueue', write: bytes, least: 1_000 },
  { name: 'loopLagMs', label: 'vitalLag', write: millis, least: 20 },
  { name: 'memoryBytes', label: 'vitalMemory', write: bytes, least: 100_000_000 },
];
