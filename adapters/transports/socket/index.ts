/**
 * What the transports share: delivery in order, writing to sockets, finding dead peers, listening.
 * @module
 */
export { READ_SLICE_BYTES } from './breath.js';
export { detachBytes } from './bytes.js';
export { type ConnectionSet, createConnectionSet } from './crowd.js';
export { ReceiveQueue } from './inflow.js';
export { checkAmount, checkPort, type ListenAddress, listenOn, urlHost } from './listen.js';
export { pending, type SocketOutput, send } from './outflow.js';
export { type TrackedSockets, trackSockets } from './strays.js';
export { badEncoding, readText, tooLarge } from './text.js';
export { createStallMonitor, type MonitoredConnection, type StallMonitor } from './watch.js';
