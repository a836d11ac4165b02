import { batch, signal } from '@preact/signals';
import type { Overview, Vitals } from '../../../gateway/operator/wire.js';
import type { Fault, OperatorApi } from './api.js';
import { appendVitals } from './charts/scale.js';
import {
  backoff,
  createPoller,
  gatewayStatus,
  type Poller,
  pollAll,
  registerPoller,
  tabVisibility,
} from './polling.js';

/** The latest overview of the gateway. */
export const overview = signal<Overview | undefined>(undefined);

/** Samples of the last two minutes, oldest first. */
export const vitals = signal<readonly Vitals[]>([]);

const INTERVAL_MS = 1_000;
const UNAUTHORIZED = 401;

let currentPoller: Poller | undefined;
let unregister = (): void => {};

/**
 * Starts polling the overview.
 *
 * @param first          the first overview, already loaded
 * @param onUnauthorized called when the token is no longer valid
 */
export function watchOverview(api: OperatorApi, first: Overview, onUnauthorized: () => void): void {
  clearOverview();
  applyOverview(first);
  let failures = 0;
  let since = 0;

  async function poll(): Promise<number> {
    const { value, fault } = await api.query('overview', { after: vitals.peek().at(-1)?.n });
    if (currentPoller !== poller) return INTERVAL_MS;
    if (fault !== undefined) return handleFault(fault);
    const isBack = failures > 0;
    failures = 0;
    applyOverview(value);
    if (isBack) pollAll();
    return INTERVAL_MS;
  }

  function handleFault(fault: Fault): number {
    if (fault.status === UNAUTHORIZED) {
      onUnauthorized();
      return INTERVAL_MS;
    }
    failures++;
    if (failures === 1) since = Date.now();
    const wait = fault.retryMs ?? backoff(failures);
    gatewayStatus.value = { name: 'away', since, until: performance.now() + wait, fault };
    return wait;
  }

  let isFirst = true;
  const poller: Poller = createPoller(async () => {
    if (!isFirst) return poll();
    isFirst = false;
    return INTERVAL_MS;
  }, tabVisibility);
  currentPoller = poller;
  unregister = registerPoller(poller);
}

/** Stops polling and clears all data. */
export function clearOverview(): void {
  currentPoller?.stop();
  unregister();
  currentPoller = undefined;
  batch(() => {
    overview.value = undefined;
    vitals.value = [];
    gatewayStatus.value = { name: 'online' };
  });
}

function applyOverview(next: Overview): void {
  const isRestarted = overview.peek()?.startedAt !== next.startedAt;
  batch(() => {
    overview.value = next;
    vitals.value = appendVitals(isRestarted ? [] : vitals.peek(), next.vitals);
    gatewayStatus.value = { name: 'online' };
  });
}
