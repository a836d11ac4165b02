import { Chart } from '../charts/chart.js';
import { measures } from '../charts/measures.js';

/** Every number of the top line, large. */
export function OverviewTab() {
  return (
    <div class="charts">
      {measures.map((measure) => (
        <Chart key={measure.name} measure={measure} />
      ))}
    </div>
  );
}
