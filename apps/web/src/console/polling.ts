import { type Signal, signal, useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { TapEntry, TapPage } from '../../../gateway/operator/wire.js';
import type { Fault, Result } from './api.js';

/** Runs a task periodically. */
export interface Poller {
  /** Runs the task as runWhenVisible as possible: now, or after the current run. */
  pollNow(): void;
  stop(): void;
}

/** Visibility of the page. */
export interface Visibility {
  visible(): boolean;
  /**
   * Calls back once the page is visible.
   *
   * @returns cancels it
   */
  whenVisible(run: () => void): () => void;
}

/**
 * Runs a task periodically, starting now: never concurrently, and only while the page is visible.
 *
 * @param task resolves to the delay until the next run in milliseconds; must not reject
 */
export function createPoller(task: () => Promise<number>, { visible, whenVisible }: Visibility): Poller {
  let isStopped = false;
  let isRunning = false;
  let isRequested = false;
  let cancel = (): void => {};

  async function run(): Promise<void> {
    isRunning = true;
    isRequested = false;
    const wait = await task();
    isRunning = false;
    if (isStopped) return;
    if (isRequested) runWhenVisible();
    else {
      const timer = setTimeout(runWhenVisible, wait);
      cancel = () => clearTimeout(timer);
    }
  }

  function runWhenVisible(): void {
    cancel();
    if (visible()) void run();
    else cancel = whenVisible(runWhenVisible);
  }

  runWhenVisible();
  return {
    pollNow() {
      if (isStopped) return;
      if (isRunning) isRequested = true;
      else runWhenVisible();
    },
    stop() {
      isStopped = true;
      cancel();
    },
  };
}

/** Visibility of this tab. */
export const tabVisibility: Visibility = {
  visible: () => document.visibilityState === 'visible',
  whenVisible(run) {
    const check = (): void => {
      if (document.visibilityState !== 'visible') return;
      document.removeEventListener('visibilitychange', check);
      run();
    };
    document.addEventListener('visibilitychange', check);
    return () => document.removeEventListener('visibilitychange', check);
  },
};

const MIN_BACKOFF_MS = 1_000;
const MAX_BACKOFF_MS = 15_000;

/** Returns the delay before the next attempt in milliseconds: exponential in the number of failures. */
export function backoff(failures: number): number {
  return Math.min(MAX_BACKOFF_MS, MIN_BACKOFF_MS * 2 ** Math.min(failures - 1, 10));
}

/**
 * Whether the gateway responds; while `away`, since when (wall time) and until the next attempt
 * (`performance.now()`).
 */
export type GatewayStatus =
  | { readonly name: 'online' }
  | { readonly name: 'away'; readonly since: number; readonly until: number; readonly fault: Fault };

export const gatewayStatus = signal<GatewayStatus>({ name: 'online' });

const pollers = new Set<Poller>();

/**
 * Includes a poller in {@link pollAll}.
 *
 * @returns removes it
 */
export function registerPoller(poller: Poller): () => void {
  pollers.add(poller);
  return () => pollers.delete(poller);
}

/** Refreshes all polled data: after an action, or when the gateway is back. */
export function pollAll(): void {
  for (const poller of pollers) poller.pollNow();
}

/** Data that is polled while its component is mounted. */
export interface Polling<T> {
  /** The latest result; kept while the next one loads. */
  readonly data: Signal<T | undefined>;
  /** The fault of the last request, if it failed. */
  readonly fault: Signal<Fault | undefined>;
}

const IDLE_MS = 1_000;

/**
 * Polls a query while the component is mounted.
 *
 * @param load    runs the query
 * @param key     identifies the query: a change loads at once and drops late results of the old one
 * @param everyMs interval while the gateway responds
 */
export function usePolling<T>(
  load: (before: T | undefined) => Promise<Result<T>>,
  key: string,
  everyMs = 2_000,
): Polling<T> {
  const data = useSignal<T | undefined>(undefined);
  const fault = useSignal<Fault | undefined>(undefined);
  // The key covers all dependencies of `load`.
  useEffect(() => {
    let isUnmounted = false;
    const poller = createPoller(async () => {
      // Only the overview polls while the gateway is away.
      if (gatewayStatus.peek().name === 'away') return IDLE_MS;
      const result = await load(data.peek());
      if (isUnmounted) return everyMs;
      fault.value = result.fault;
      if (result.value !== undefined) data.value = result.value;
      return everyMs;
    }, tabVisibility);
    const unregister = registerPoller(poller);
    return () => {
      isUnmounted = true;
      unregister();
      poller.stop();
    };
  }, [key]);
  return { data, fault };
}

/** Replaces new rows by equal old ones, so that unchanged rows are not rendered again. */
export function reuseRows<T>(before: readonly T[], after: readonly T[], keyOf: (row: T) => string): readonly T[] {
  const known = new Map(before.map((row) => [keyOf(row), row]));
  return after.map((row) => {
    const old = known.get(keyOf(row));
    return old !== undefined && JSON.stringify(old) === JSON.stringify(row) ? old : row;
  });
}

/** Messages collected from the tap. */
export interface TapState {
  readonly entries: readonly TapEntry[];
  /** Number of the last message. */
  readonly last: number;
  /** Number of messages missed. */
  readonly lost: number;
}

/** Only the newest messages are kept. */
export const MAX_TAP_ENTRIES = 500;

export const EMPTY_TAP: TapState = { entries: [], last: 0, lost: 0 };

/** Appends a page of the tap. */
export function appendPage(tap: TapState, page: TapPage): TapState {
  const newer = page.entries.filter(({ n }) => n > tap.last);
  // Messages before the first page do not count as missed.
  const lost = tap.last === 0 ? 0 : tap.lost + page.lost;
  if (newer.length === 0 && page.last === tap.last) return tap;
  return { entries: [...tap.entries, ...newer].slice(-MAX_TAP_ENTRIES), last: page.last, lost };
}
