/**
 * A filter for profanity in messages, nicks, names of rooms and files, topics and last words: English, Russian, Chinese.
 * @module
 */
export { type Match, mask, type WordFilter, type WordList, wordFilter } from './engine/filter.js';
export type { TextKind } from './engine/judge.js';
export type { HeldMessage } from './held.js';
export type { Language, Mode, ProfanityOptions, WordChanges } from './options.js';
export { profanity } from './profanity.js';
export { defaultFilter } from './words.js';
