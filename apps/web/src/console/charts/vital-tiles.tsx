import { language } from '../../i18n/chosen.js';
import { t } from '../i18n/index.js';
import { vitals } from '../state/overview.js';
import { showTab } from '../state/tab.js';
import { type Metric, metrics } from './measures.js';
import { areaPoints, linePoints, maxOf, niceTop, pointsOf } from './scale.js';

const WIDTH = 120;
const HEIGHT = 22;

/** The numbers that matter, each with its last two minutes; a click shows them large. */
export function VitalTiles() {
  return (
    <ul class="vitals" aria-label={t('vitals')}>
      {metrics.map((measure) => (
        <li key={measure.name}>
          <Tile measure={measure} />
        </li>
      ))}
    </ul>
  );
}

function Tile({ measure: { name, label, format: write, minTop: least } }: { readonly measure: Metric }) {
  const seconds = vitals.value;
  const top = niceTop(Math.max(least, maxOf(seconds, name)));
  const points = pointsOf(seconds, name, top);
  const drawn = linePoints(points, WIDTH, HEIGHT);
  const newest = seconds.at(-1)?.[name];
  return (
    <button type="button" class="vital" data-vital={name} title={t('showCharts')} onClick={() => larger(name)}>
      <span class="vital-label">{t(label)}</span>
      <span class="vital-value">{newest === undefined ? '–' : write(newest, language.value)}</span>
      <svg viewBox={`0 -1 ${WIDTH} ${HEIGHT + 2}`} preserveAspectRatio="none" aria-hidden="true">
        <polygon points={areaPoints(points, WIDTH, HEIGHT)} />
        <polyline points={drawn} />
      </svg>
    </button>
  );
}

function larger(name: string): void {
  showTab('overview');
  // Once it is drawn.
  requestAnimationFrame(() => document.getElementById(`chart-${name}`)?.scrollIntoView({ block: 'nearest' }));
}
