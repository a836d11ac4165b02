import { closingCases } from './cases/closing.js';
import { flowCases } from './cases/flow.js';
import { frameCases } from './cases/frames.js';
import { limitCases } from './cases/limits.js';
import { listeningCases } from './cases/listening.js';
import { silenceCases } from './cases/silence.js';
import type { ConformanceCase, TransportHarness } from './harness.js';

/**
 * The rules that every transport keeps, as cases for any test runner. Each case makes transports of its
 * own and closes them; give each some seconds, for a rule that is broken may show by nothing happening.
 *
 * ```ts
 * for (const { name, run } of transportConformance(harness)) test(name, run);
 * ```
 */
export function transportConformance(harness: TransportHarness): readonly ConformanceCase[] {
  return [
    ...frameCases(harness),
    ...limitCases(harness),
    ...flowCases(harness),
    ...closingCases(harness),
    ...listeningCases(harness),
    ...silenceCases(harness),
  ];
}
