export { type MakeStore, type StoreHarness, storeConformance } from './conformance.js';
