/**
 * What a process gives a hub: its clock, its randomness, its standard error.
 * @module
 */
export { systemClock } from './clock.js';
export { systemTokenHash } from './digest.js';
export { stderrLogger } from './logger.js';
export { systemRandom } from './random.js';
export { type StopOnSignalsOptions, stopOnSignals } from './signals.js';
