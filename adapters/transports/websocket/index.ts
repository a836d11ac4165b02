/**
 * The WebSocket transport, on a port of its own or on an existing HTTP server.
 * @module
 */
export type { Compression, OwnPort, SharedServer, WebSocketOptions, WebSocketTuning } from './options.js';
export type { Origins } from './origin.js';
export { websocket } from './websocket.js';
