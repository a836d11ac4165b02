import type { Vitals } from '../../../../gateway/operator/wire.js';

/** So many seconds are shown. */
export const CHART_SECONDS = 120;

/** A number that the top line shows. */
export type VitalName = Exclude<keyof Vitals, 'n' | 'at'>;

/** What is known so far, with what came since, each second once and in order. */
export function appendVitals(known: readonly Vitals[], came: readonly Vitals[]): readonly Vitals[] {
  const last = known.at(-1)?.n ?? 0;
  const newer = came.filter(({ n }) => n > last).toSorted((a, b) => a.n - b.n);
  return newer.length === 0 ? known : [...known, ...newer].slice(-CHART_SECONDS);
}
