/**
 * A log of what happens in the chat, one line each: for people on a terminal, else a JSON object.
 * @module
 */
export { type JsonLoggerOptions, jsonLogger, type LogDestination, type LogLevel, logLevels } from './json-logger.js';
export { type LoggingOptions, logging } from './logging.js';
export { type LogOptions, openLog } from './open-log.js';
