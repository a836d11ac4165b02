export { type ClockHarness, clockConformance } from './conformance.js';
