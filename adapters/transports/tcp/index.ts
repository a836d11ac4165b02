/**
 * The TCP transport: lines, blocks, or no framing at all, on one port.
 * @module
 */
export { blocks, lines, unframed } from './framing.js';
export type { TcpFraming, TcpOptions } from './options.js';
export { tcp } from './tcp.js';
