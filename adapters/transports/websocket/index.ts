/**
 * The WebSocket transport, on a port of its own or on an existing HTTP server.
 * @module
 */
export type { Compression, Origins, OwnPort, SharedServer, WebSocketOptions, WebSocketTuning } from './options.js';
export { type RefusedRequest, type RequestFault, refusedRequest, requestFault } from './request.js';
export { websocket } from './websocket.js';
