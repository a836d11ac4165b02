/**
 * What was said before: pages, search, edits, deletions, reactions, read markers, retention.
 * @module
 */
export type { ErasedEvent, ReadEvent } from './events.js';
export { history } from './history.js';
export type { HistoryOptions, Keep } from './options.js';
