import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** The value that a share of all values does not pass; `NaN` of nothing. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

setFlagsFromString('--expose-gc');
/** Collects all garbage now, so that what is measured next does not pay for what was before. */
export const collectGarbage = runInNewContext('gc') as () => void;

/** What is in use by JavaScript and its buffers once the garbage is gone, in MB. */
export function megabytesInUse(): number {
  collectGarbage();
  const { heapUsed, external } = process.memoryUsage();
  return (heapUsed + external) / 1_048_576;
}
