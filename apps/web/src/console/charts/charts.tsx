import { useSignal } from '@preact/signals';
import { language } from '../../i18n/language.js';
import { formatBytes, formatCount, formatMs, formatRate, formatTime } from '../format.js';
import { type PhraseName, t } from '../i18n/index.js';
import { vitals } from '../overview.js';
import { showTab } from '../view.js';
import { areaPoints, linePoints, maxOf, niceTop, type Point, pointsOf, toIntervals, type VitalName } from './scale.js';

/** Name and format of a metric. */
export interface Metric {
  readonly name: VitalName;
  readonly label: PhraseName;
  readonly format: (value: number, language: string) => string;
  /** Minimum top of the scale, so that noise does not fill the chart. */
  readonly minTop: number;
}

/** The metrics in display order. */
export const metrics: readonly Metric[] = [
  { name: 'sessions', label: 'vitalSessions', format: formatCount, minTop: 4 },
  { name: 'rooms', label: 'vitalRooms', format: formatCount, minTop: 4 },
  { name: 'messages', label: 'vitalMessages', format: formatRate, minTop: 4 },
  { name: 'deliveries', label: 'vitalDeliveries', format: formatRate, minTop: 4 },
  { name: 'queueBytes', label: 'vitalQueue', format: formatBytes, minTop: 1_000 },
  { name: 'loopLagMs', label: 'vitalLag', format: formatMs, minTop: 20 },
  { name: 'memoryBytes', label: 'vitalMemory', format: formatBytes, minTop: 100_000_000 },
];

/** A chart's data as a table, rendered on demand. */
export function ChartTable({ metric: { name, label, format } }: { readonly metric: Metric }) {
  const open = useSignal(false);
  return (
    <details
      class="chart-table"
      onToggle={(event) => {
        open.value = event.currentTarget.open;
      }}
    >
      <summary>{t('asTable')}</summary>
      {open.value && (
        <table aria-label={t(label)}>
          <thead>
            <tr>
              <th>{t('tenSecondsFrom')}</th>
              <th class="number">{t('mean')}</th>
              <th class="number">{t('maximum')}</th>
            </tr>
          </thead>
          <tbody>
            {toIntervals(vitals.value, name).map(({ from, mean, max }) => (
              <tr key={from}>
                <td>{formatTime(from, language.value)}</td>
                <td class="number">{format(mean, language.value)}</td>
                <td class="number">{format(max, language.value)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </details>
  );
}

const WIDTH = 600;
const HEIGHT = 140;
const GRID_LINES = [1, 0.5, 0];

/** A chart of one metric over two minutes, with its value under the pointer, and as a table. */
export function Chart({ metric }: { readonly metric: Metric }) {
  const { name, label, format, minTop } = metric;
  const seconds = vitals.value;
  const pointerX = useSignal<number | undefined>(undefined);
  const top = niceTop(Math.max(minTop, maxOf(seconds, name)));
  const points = pointsOf(seconds, name, top);
  const pointedAt = pointerX.value === undefined ? undefined : nearest(points, pointerX.value);
  const displayed = pointedAt ?? points.at(-1);
  const line = linePoints(points, WIDTH, HEIGHT);
  return (
    <section class="chart" id={`chart-${name}`} aria-label={t(label)}>
      <header>
        <h2>{t(label)}</h2>
        <span class="chart-value">{displayed === undefined ? '–' : format(displayed.value, language.value)}</span>
        {pointedAt !== undefined && <span class="aside">{formatTime(pointedAt.at, language.value)}</span>}
      </header>
      <div class="chart-box">
        <div class="chart-scale" aria-hidden="true">
          {GRID_LINES.map((share) => (
            <span key={share}>{format(top * share, language.value)}</span>
          ))}
        </div>
        <svg
          viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
          preserveAspectRatio="none"
          role="img"
          aria-label={t('chartOf', { what: t(label) })}
          onPointerMove={(event) => {
            const { left, width } = event.currentTarget.getBoundingClientRect();
            pointerX.value = (event.clientX - left) / width;
          }}
          onPointerLeave={() => {
            pointerX.value = undefined;
          }}
        >
          {GRID_LINES.map((share) => (
            <line
              key={share}
              class="chart-line"
              x1="0"
              x2={WIDTH}
              y1={(1 - share) * HEIGHT}
              y2={(1 - share) * HEIGHT}
            />
          ))}
          <polygon points={areaPoints(points, WIDTH, HEIGHT)} />
          <polyline points={line} />
          {pointedAt !== undefined && (
            <line class="chart-pointer" x1={pointedAt.x * WIDTH} x2={pointedAt.x * WIDTH} y1="0" y2={HEIGHT} />
          )}
        </svg>
        <div class="chart-times" aria-hidden="true">
          <span>{t('minutesAgo', { n: 2 })}</span>
          <span>{t('minutesAgo', { n: 1 })}</span>
          <span>{t('now')}</span>
        </div>
      </div>
      <ChartTable metric={metric} />
    </section>
  );
}

function nearest(points: readonly Point[], x: number): Point | undefined {
  return points.reduce<Point | undefined>(
    (best, point) => (best === undefined || Math.abs(point.x - x) < Math.abs(best.x - x) ? point : best),
    undefined,
  );
}

const TILE_WIDTH = 120;
const TILE_HEIGHT = 22;

/** The metrics with sparklines; a click shows the full chart. */
export function VitalTiles() {
  return (
    <ul class="vitals" aria-label={t('vitals')}>
      {metrics.map((metric) => (
        <li key={metric.name}>
          <Tile metric={metric} />
        </li>
      ))}
    </ul>
  );
}

function Tile({ metric: { name, label, format, minTop } }: { readonly metric: Metric }) {
  const seconds = vitals.value;
  const top = niceTop(Math.max(minTop, maxOf(seconds, name)));
  const points = pointsOf(seconds, name, top);
  const line = linePoints(points, TILE_WIDTH, TILE_HEIGHT);
  const newest = seconds.at(-1)?.[name];
  return (
    <button type="button" class="vital" data-vital={name} title={t('showCharts')} onClick={() => showChart(name)}>
      <span class="vital-label">{t(label)}</span>
      <span class="vital-value">{newest === undefined ? '–' : format(newest, language.value)}</span>
      <svg viewBox={`0 -1 ${TILE_WIDTH} ${TILE_HEIGHT + 2}`} preserveAspectRatio="none" aria-hidden="true">
        <polygon points={areaPoints(points, TILE_WIDTH, TILE_HEIGHT)} />
        <polyline points={line} />
      </svg>
    </button>
  );
}

function showChart(name: string): void {
  showTab('overview');
  // After the tab has rendered.
  requestAnimationFrame(() => document.getElementById(`chart-${name}`)?.scrollIntoView({ block: 'nearest' }));
}

/** The overview: charts of all metrics. */
export function OverviewTab() {
  return (
    <div class="charts">
      {metrics.map((metric) => (
        <Chart key={metric.name} metric={metric} />
      ))}
    </div>
  );
}
