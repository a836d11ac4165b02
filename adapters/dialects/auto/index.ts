/**
 * One listener for programs and people: tells the native dialect from plain text.
 * @module
 */
export { type AutoOptions, auto, type Recognising } from './auto.js';
