export { type ClockHarness, clockConformance } from './conformance.js';
export { type ManualClock, type ManualClockOptions, manualClock } from './manual-clock.js';
