export type { Census } from './census.js';
export { type LagMeter, systemLag } from './lag.js';
export { OPERATOR, type Sight, type Watch, watch } from './watch.js';
