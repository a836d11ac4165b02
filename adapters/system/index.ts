/**
 * What the process gives a hub: clock, randomness, hashing, standard error, OS signals.
 * @module
 */
export { type StopOnSignalsOptions, stopOnSignals } from './signals.js';
export { stderrLogger, systemClock, systemRandom, systemTokenHash } from './system.js';
