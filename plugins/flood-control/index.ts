/**
 * Keeps anybody from sending too much: slows them down, then refuses, then sends them away.
 * @module
 */
export type { Kind, Rates } from './account.js';
export type { Rate } from './bucket.js';
export { floodControl } from './flood-control.js';
export type { FloodedInfo } from './flooded.js';
export type { FloodControlOptions } from './options.js';
