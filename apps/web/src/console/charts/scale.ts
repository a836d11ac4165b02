import type { Vitals } from '../../../../gateway/operator/wire.js';

/** Seconds of history to show. */
export const CHART_SECONDS = 120;

/** A metric of the overview. */
export type VitalName = Exclude<keyof Vitals, 'n' | 'at'>;

/** Appends new samples, without duplicates and in order. */
export function appendVitals(samples: readonly Vitals[], added: readonly Vitals[]): readonly Vitals[] {
  const last = samples.at(-1)?.n ?? 0;
  const newer = added.filter(({ n }) => n > last).toSorted((a, b) => a.n - b.n);
  return newer.length === 0 ? samples : [...samples, ...newer].slice(-CHART_SECONDS);
}

/** A sample in chart coordinates: `x` from 0 (two minutes ago) to 1 (now), `y` from 0 (bottom) to 1 (top). */
export interface Point {
  readonly x: number;
  readonly y: number;
  readonly value: number;
  readonly at: number;
}

/** Returns the top of a scale: the first of 1, 2, 4, 10, 20, 40, … not below a value. */
export function niceTop(value: number): number {
  if (!(value > 0) || !Number.isFinite(value)) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  const multiple = [1, 2, 4, 10].find((of) => of * power >= value) ?? 10;
  return multiple * power;
}

/** Converts the samples of the last two minutes to points. */
export function pointsOf(vitals: readonly Vitals[], name: VitalName, top: number): readonly Point[] {
  const newest = vitals.at(-1)?.at ?? 0;
  const from = newest - (CHART_SECONDS - 1) * 1_000;
  return vitals
    .filter(({ at }) => at >= from)
    .map((second) => ({
      x: (second.at - from) / (newest - from),
      y: Math.min(1, Math.max(0, second[name] / top)),
      value: second[name],
      at: second.at,
    }));
}

/** Returns the maximum of a metric. */
export function maxOf(vitals: readonly Vitals[], name: VitalName): number {
  return vitals.reduce((max, second) => Math.max(max, second[name]), 0);
}

/** Formats points for an SVG polyline. */
export function linePoints(points: readonly Point[], width: number, height: number): string {
  return points.map(({ x, y }) => `${(x * width).toFixed(1)},${((1 - y) * height).toFixed(1)}`).join(' ');
}

/** Formats the polygon below a line. */
export function areaPoints(points: readonly Point[], width: number, height: number): string {
  const [first] = points;
  if (first === undefined) return '';
  return `${(first.x * width).toFixed(1)},${height} ${linePoints(points, width, height)} ${width},${height}`;
}

/** A table row: ten seconds of samples. */
export interface Interval {
  readonly from: number;
  readonly mean: number;
  readonly max: number;
}

/** Aggregates samples by ten seconds, newest first. */
export function toIntervals(vitals: readonly Vitals[], name: VitalName): readonly Interval[] {
  const parts = new Map<number, Vitals[]>();
  for (const second of vitals) {
    const from = Math.floor(second.at / 10_000) * 10_000;
    parts.set(from, [...(parts.get(from) ?? []), second]);
  }
  return [...parts]
    .map(([from, seconds]) => ({
      from,
      mean: seconds.reduce((sum, second) => sum + second[name], 0) / seconds.length,
      max: maxOf(seconds, name),
    }))
    .reverse();
}
