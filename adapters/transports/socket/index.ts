/**
 * Parts shared by the transports: ordered delivery of received frames, writing to sockets, stalled connections, listening.
 * @module
 */
export { type ConnectionSet, createConnectionSet } from './connection-set.js';
export {
  checkAmount,
  checkPort,
  type ListenAddress,
  listenOn,
  type TrackedSockets,
  trackSockets,
  urlHost,
} from './listen.js';
export { badEncoding, detachBytes, READ_SLICE_BYTES, ReceiveQueue, readText, tooLarge } from './receive.js';
export {
  createStallMonitor,
  type MonitoredConnection,
  pending,
  type SocketOutput,
  type StallMonitor,
  send,
} from './send.js';
