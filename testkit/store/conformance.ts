import type { ConformanceCase } from '../transport/harness.js';
import { keepingCases } from './cases/keeping.js';
import { limitCases } from './cases/limits.js';
import { listingCases } from './cases/listing.js';
import type { MakeStore } from './stage.js';

export type { MakeStore, StoreHarness } from './stage.js';

/**
 * The rules that every store keeps, as cases for any test runner. Each case makes a store of its own.
 *
 * ```ts
 * for (const { name, run } of storeConformance(() => ({ store: new MemoryStore() }))) test(name, run);
 * ```
 */
export function storeConformance(make: MakeStore): readonly ConformanceCase[] {
  return [...keepingCases(make), ...listingCases(make), ...limitCases(make)];
}
