/**
 * One listener for programs and people: tells the native dialect from plain text.
 * @module
 */
export { type AutoOptions, auto, type DetectableDialect } from './auto.js';
