/**
 * The plain-text dialect: what a person types, and reads, without any client.
 * @module
 */
export { type TextOptions, text } from './text.js';
