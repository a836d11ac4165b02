import { batch, signal } from '@preact/signals';
import type { Overview, Vitals } from '../../../../gateway/operator/wire.js';
import { backoff, createPoller, type Fault, type OperatorApi, type Poller, tabVisibility } from '../desk/index.js';
import { gatewayStatus } from './link.js';
import { pollAll, registerPoller } from './loops.js';
import { appendVitals } from './vitals.js';

/** What the gateway says of itself, as of the last answer; `undefined` before the first. */
export const overview = signal<Overview | undefined>(undefined);

/** The last two minutes, oldest first. */
export const vitals = signal<readonly Vitals[]>([]);

const EVERY_MS = 1_000;
const UNAUTHORIZED = 401;

let loop: Poller | undefined;
let leave = (): void => {};

/** Keeps the overview up to date from now on. @param refused called when the token is not taken any more */
export function watchOverview(desk: OperatorApi, first: Overview, refused: () => void): void {
  clearOverview();
  applyOverview(first);
  let failed = 0;
  let since = 0;

  async function turn(): Promise<number> {
    const { value, fault } = await desk.query('overview', { after: vitals.peek().at(-1)?.n });
    if (loop !== mine) return EVERY_MS;
    if (fault !== undefined) return missed(fault);
    const back = failed > 0;
    failed = 0;
    applyOverview(value);
    if (back) pollAll();
    return EVERY_MS;
  }

  function missed(fault: Fault): number {
    if (fault.status === UNAUTHORIZED) {
      refused();
      return EVERY_MS;
    }
    failed++;
    if (failed === 1) since = Date.now();
    const wait = fault.retryMs ?? backoff(failed);
    gatewayStatus.value = { name: 'away', since, until: Date.now() + wait, fault };
    return wait;
  }

  let begun = false;
  // What was asked for a moment ago need not be asked again.
  const mine: Poller = createPoller(async () => {
    if (begun) return turn();
    begun = true;
    return EVERY_MS;
  }, tabVisibility);
  loop = mine;
  leave = registerPoller(mine);
}

/** Nothing is known any more, and nothing asked. */
export function clearOverview(): void {
  loop?.stop();
  leave();
  loop = undefined;
  batch(() => {
    overview.value = undefined;
    vitals.value = [];
    gatewayStatus.value = { name: 'online' };
  });
}

function applyOverview(now: Overview): void {
  const restarted = overview.peek()?.startedAt !== now.startedAt;
  batch(() => {
    overview.value = now;
    vitals.value = appendVitals(restarted ? [] : vitals.peek(), now.vitals);
    gatewayStatus.value = { name: 'online' };
  });
}
