/**
 * What tests of bots, plugins and adapters need: a clock that waits for you, peers, conformance suites.
 * @module
 */
export * from './broker/index.js';
export * from './clock/index.js';
export * from './dialect/index.js';
export * from './digest/index.js';
export * from './random/index.js';
export * from './store/index.js';
export * from './transport/index.js';
export * from './world/index.js';
