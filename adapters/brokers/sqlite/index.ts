/**
 * The durable broker for one host: all rooms in one SQLite file, written by a worker thread.
 * @module
 */

export type { OpenErrorReason } from './file/errors.js';
export { inspectLog, type LogInspection } from './inspect.js';
export type { SqliteOptions } from './options.js';
export { sqlite } from './sqlite.js';
