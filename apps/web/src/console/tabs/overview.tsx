import { Chart } from '../charts/chart.js';
import { metrics } from '../charts/measures.js';

/** Every number of the top line, large. */
export function OverviewTab() {
  return (
    <div class="charts">
      {metrics.map((measure) => (
        <Chart key={measure.name} measure={measure} />
      ))}
    </div>
  );
}
