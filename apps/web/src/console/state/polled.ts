import { type Signal, useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { createPoller, type Fault, type Result, tabVisibility } from '../desk/index.js';
import { gatewayStatus } from './link.js';
import { registerPoller } from './loops.js';

/** What is read again and again while it is shown. */
export interface Polling<T> {
  /** The last answer; `undefined` before the first. It stays while another is asked for. */
  readonly data: Signal<T | undefined>;
  /** Why the last request came to nothing; `undefined`: it did not. */
  readonly fault: Signal<Fault | undefined>;
}

const IDLE_MS = 1_000;

/**
 * Reads something for as long as the component is shown.
 *
 * @param read    asks; called with the latest of what the component closes over when `key` changes
 * @param key     what is asked for: when it changes, that is asked at once, and a late answer to the old is dropped
 * @param everyMs how often, while the gateway answers
 */
export function usePolling<T>(
  read: (before: T | undefined) => Promise<Result<T>>,
  key: string,
  everyMs = 2_000,
): Polling<T> {
  const data = useSignal<T | undefined>(undefined);
  const fault = useSignal<Fault | undefined>(undefined);
  // The key stands for all that the read depends on.
  useEffect(() => {
    let over = false;
    const loop = createPoller(async () => {
      // The overview finds out when it is back; one that asks is enough.
      if (gatewayStatus.peek().name === 'away') return IDLE_MS;
      const told = await read(data.peek());
      if (over) return everyMs;
      fault.value = told.fault;
      if (told.value !== undefined) data.value = told.value;
      return everyMs;
    }, tabVisibility);
    const leave = registerPoller(loop);
    return () => {
      over = true;
      leave();
      loop.stop();
    };
  }, [key]);
  return { data, fault };
}

/** New rows, with the old object wherever a row says the same: what did not change is not drawn again. */
export function reuseRows<T>(before: readonly T[], now: readonly T[], keyOf: (row: T) => string): readonly T[] {
  const known = new Map(before.map((row) => [keyOf(row), row]));
  return now.map((row) => {
    const old = known.get(keyOf(row));
    return old !== undefined && JSON.stringify(old) === JSON.stringify(row) ? old : row;
  });
}
