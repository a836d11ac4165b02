export { transportConformance } from './conformance.js';
export type { CaseContext, ConformanceCase, TransportHarness, TransportPeer, TransportWish } from './harness.js';
export { memoryPeer } from './memory-peer.js';
export { type Recorder, record } from './recorder.js';
