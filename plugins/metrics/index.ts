/**
 * What the chat is doing, in numbers, for Prometheus.
 * @module
 */
export { type Metrics, type MetricsOptions, metrics } from './metrics.js';
