import { batch, signal } from '@preact/signals';
import type { Overview, Vitals } from '../../../../gateway/operator/wire.js';
import { backoff, createLoop, type Desk, type Fault, type Loop, tabVisibility } from '../desk/index.js';
import { link } from './link.js';
import { hurryAll, joinLoops } from './loops.js';
import { withNewer } from './vitals.js';

/** What the gateway says of itself, as of the last answer; `undefined` before the first. */
export const overview = signal<Overview | undefined>(undefined);

/** The last two minutes, oldest first. */
export const vitals = signal<readonly Vitals[]>([]);

const EVERY_MS = 1_000;
const UNAUTHORIZED = 401;

let loop: Loop | undefined;
let leave = (): void => {};

/** Keeps the overview up to date from now on. @param refused called when the token is not taken any more */
export function watch(desk: Desk, first: Overview, refused: () => void): void {
  forget();
  took(first);
  let failed = 0;
  let since = 0;

  async function turn(): Promise<number> {
    const { value, fault } = await desk.read('overview', { after: vitals.peek().at(-1)?.n });
    if (loop !== mine) return EVERY_MS;
    if (fault !== undefined) return missed(fault);
    const back = failed > 0;
    failed = 0;
    took(value);
    if (back) hurryAll();
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
    link.value = { name: 'away', since, until: Date.now() + wait, fault };
    return wait;
  }

  let begun = false;
  // What was asked for a moment ago need not be asked again.
  const mine: Loop = createLoop(async () => {
    if (begun) return turn();
    begun = true;
    return EVERY_MS;
  }, tabVisibility);
  loop = mine;
  leave = joinLoops(mine);
}

/** Nothing is known any more, and nothing asked. */
export function forget(): void {
  loop?.stop();
  leave();
  loop = undefined;
  batch(() => {
    overview.value = undefined;
    vitals.value = [];
    link.value = { name: 'online' };
  });
}

function took(now: Overview): void {
  const restarted = overview.peek()?.startedAt !== now.startedAt;
  batch(() => {
    overview.value = now;
    vitals.value = withNewer(restarted ? [] : vitals.peek(), now.vitals);
    link.value = { name: 'online' };
  });
}
