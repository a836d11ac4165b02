import { useSignal } from '@preact/signals';
import { language } from '../../i18n/chosen.js';
import { t } from '../i18n/index.js';
import { vitals } from '../state/overview.js';
import { formatTime } from '../text/format.js';
import { ChartTable } from './chart-table.js';
import type { Metric } from './measures.js';
import { areaPoints, linePoints, maxOf, niceTop, type Point, pointsOf } from './scale.js';

const WIDTH = 600;
const HEIGHT = 140;
const PARTS = [1, 0.5, 0];

/** One number over two minutes, with its axes, what it was where the pointer is, and the same as a table. */
export function Chart({ measure }: { readonly measure: Metric }) {
  const { name, label, format: write, minTop: least } = measure;
  const seconds = vitals.value;
  const pointed = useSignal<number | undefined>(undefined);
  const top = niceTop(Math.max(least, maxOf(seconds, name)));
  const points = pointsOf(seconds, name, top);
  const read = pointed.value === undefined ? undefined : nearest(points, pointed.value);
  const shown = read ?? points.at(-1);
  const drawn = linePoints(points, WIDTH, HEIGHT);
  return (
    <section class="chart" id={`chart-${name}`} aria-label={t(label)}>
      <header>
        <h2>{t(label)}</h2>
        <span class="chart-value">{shown === undefined ? '–' : write(shown.value, language.value)}</span>
        {read !== undefined && <span class="aside">{formatTime(read.at, language.value)}</span>}
      </header>
      <div class="chart-box">
        <div class="chart-scale" aria-hidden="true">
          {PARTS.map((part) => (
            <span key={part}>{write(top * part, language.value)}</span>
          ))}
        </div>
        <svg
          viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
          preserveAspectRatio="none"
          role="img"
          aria-label={t('chartOf', { what: t(label) })}
          onPointerMove={(event) => {
            const { left, width } = event.currentTarget.getBoundingClientRect();
            pointed.value = (event.clientX - left) / width;
          }}
          onPointerLeave={() => {
            pointed.value = undefined;
          }}
        >
          {PARTS.map((part) => (
            <line key={part} class="chart-line" x1="0" x2={WIDTH} y1={(1 - part) * HEIGHT} y2={(1 - part) * HEIGHT} />
          ))}
          <polygon points={areaPoints(points, WIDTH, HEIGHT)} />
          <polyline points={drawn} />
          {read !== undefined && (
            <line class="chart-pointer" x1={read.x * WIDTH} x2={read.x * WIDTH} y1="0" y2={HEIGHT} />
          )}
        </svg>
        <div class="chart-times" aria-hidden="true">
          <span>{t('minutesAgo', { n: 2 })}</span>
          <span>{t('minutesAgo', { n: 1 })}</span>
          <span>{t('now')}</span>
        </div>
      </div>
      <ChartTable measure={measure} />
    </section>
  );
}

function nearest(points: readonly Point[], x: number): Point | undefined {
  return points.reduce<Point | undefined>(
    (best, point) => (best === undefined || Math.abs(point.x - x) < Math.abs(best.x - x) ? point : best),
    undefined,
  );
}
