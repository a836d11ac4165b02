export { type MakeStore, type StoreHarness, storeConformance } from './conformance.js';
export { type FailingStore, failingStore, type StoreCall, type StoreFailure } from './failing-store.js';
