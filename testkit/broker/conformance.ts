import type { ConformanceCase } from '../transport/harness.js';
import { endingCases } from './cases/ending.js';
import { erasingCases } from './cases/erasing.js';
import { listingCases } from './cases/listing.js';
import { numberingCases } from './cases/numbering.js';
import { readingCases } from './cases/reading.js';
import { searchingCases } from './cases/searching.js';
import { subscribingCases } from './cases/subscribing.js';
import type { MakeBroker } from './stage.js';

export type { MakeBroker } from './stage.js';

/**
 * The rules that every broker keeps, as cases for any test runner. Each case makes a broker of its own, starts
 * it and closes it; what is about searching is skipped for a broker that does not claim it. Give each some seconds, for a rule that is broken may show by nothing happening.
 *
 * ```ts
 * for (const { name, run } of brokerConformance(() => new MemoryBroker(systemRandom))) test(name, run);
 * ```
 */
export function brokerConformance(make: MakeBroker): readonly ConformanceCase[] {
  return [
    ...numberingCases(make),
    ...subscribingCases(make),
    ...readingCases(make),
    ...searchingCases(make),
    ...erasingCases(make),
    ...listingCases(make),
    ...endingCases(make),
  ];
}
