export type { SessionStats } from './census.js';
export { createLagMeter, type LagMeter } from './lag.js';
export { createTelemetry, OPERATOR, type Telemetry, type TelemetryPlugin } from './watch.js';
