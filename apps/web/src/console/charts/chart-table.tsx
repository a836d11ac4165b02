import { useSignal } from '@preact/signals';
import { language } from '../../i18n/chosen.js';
import { t } from '../i18n/index.js';
import { vitals } from '../state/overview.js';
import { formatTime } from '../text/format.js';
import type { Metric } from './measures.js';
import { toIntervals } from './scale.js';

/** A chart as a table, for those who read better than they look; drawn once it is asked for. */
export function ChartTable({ measure: { name, label, format: write } }: { readonly measure: Metric }) {
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
              <th class="number">{t('most')}</th>
            </tr>
          </thead>
          <tbody>
            {toIntervals(vitals.value, name).map(({ from, mean, most }) => (
              <tr key={from}>
                <td>{formatTime(from, language.value)}</td>
                <td class="number">{write(mean, language.value)}</td>
                <td class="number">{write(most, language.value)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </details>
  );
}
