/**
 * A log of what happens in the chat, one JSON object a line.
 * @module
 */
export { type JsonLoggerOptions, jsonLogger, type LogDestination, type LogLevel, logLevels } from './json-logger.js';
export { type LoggingOptions, logging } from './logging.js';
