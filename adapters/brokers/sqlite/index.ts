/**
 * The durable log on one host: every room in one SQLite file, written by a thread of its own.
 * @module
 */
export { inspectLog, type LogInspection } from './look.js';
export type { SqliteOptions } from './options.js';
export { sqlite } from './sqlite.js';
export type { OpenErrorReason } from './unusable.js';
