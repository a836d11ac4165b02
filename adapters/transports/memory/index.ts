/**
 * The in-memory transport: peers without ports, for tests, simulations and bots in the same process.
 * @module
 */
export { type MemoryOptions, type MemoryPeerOptions, type MemoryTransport, memory } from './memory.js';
export type { MemoryPeer } from './peer.js';
