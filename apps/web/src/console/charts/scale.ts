import type { Vitals } from '../../../../gateway/operator/wire.js';
import { CHART_SECONDS, type VitalName } from '../state/vitals.js';

/** A value at a place: `x` from 0, two minutes ago, to 1, now; `y` from 0 at the bottom to 1 at the top. */
export interface Point {
  readonly x: number;
  readonly y: number;
  readonly value: number;
  readonly at: number;
}

/** The end of a scale: the first of 1, 2, 4, 10, 20, 40, … that is not below a value. Half of it is easy to read too. */
export function niceTop(value: number): number {
  if (!(value > 0) || !Number.isFinite(value)) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  const step = [1, 2, 4, 10].find((of) => of * power >= value) ?? 10;
  return step * power;
}

/** The points of one number over the last two minutes, below a top. */
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

/** The largest of one number. */
export function maxOf(vitals: readonly Vitals[], name: VitalName): number {
  return vitals.reduce((most, second) => Math.max(most, second[name]), 0);
}

/** Points as those of an SVG line, in a box of that size. */
export function linePoints(points: readonly Point[], width: number, height: number): string {
  return points.map(({ x, y }) => `${(x * width).toFixed(1)},${((1 - y) * height).toFixed(1)}`).join(' ');
}

/** The corners of the area below such a line. */
export function areaPoints(points: readonly Point[], width: number, height: number): string {
  const [first] = points;
  if (first === undefined) return '';
  return `${(first.x * width).toFixed(1)},${height} ${linePoints(points, width, height)} ${width},${height}`;
}

/** A stretch of time in a table. */
export interface Interval {
  readonly from: number;
  readonly mean: number;
  readonly most: number;
}

/** The numbers in stretches of ten seconds, the newest first. */
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
      most: maxOf(seconds, name),
    }))
    .reverse();
}
