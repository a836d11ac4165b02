import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { backoff, createPoller, type Visibility } from '../../../../../apps/web/src/console/polling.js';

function createVisibility(): Visibility & { set(visible: boolean): void } {
  let visible = true;
  let wake = (): void => {};
  return {
    visible: () => visible,
    whenVisible(run) {
      wake = run;
      return () => {
        wake = () => {};
      };
    },
    set(now) {
      visible = now;
      if (now) wake();
    },
  };
}

describe('polling', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  test('polls at once and then after the interval of the last result', async () => {
    const poll = vi.fn(async () => 1_000);
    createPoller(poll, createVisibility());
    expect(poll).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(999);
    expect(poll).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(poll).toHaveBeenCalledTimes(2);
  });

  test('never overlaps, however often it is requested', async () => {
    const done: ((ms: number) => void)[] = [];
    const poll = vi.fn(() => new Promise<number>((resolve) => void done.push(resolve)));
    const poller = createPoller(poll, createVisibility());
    poller.pollNow();
    poller.pollNow();
    expect(poll).toHaveBeenCalledTimes(1);
    done[0]?.(60_000);
    await vi.advanceTimersByTimeAsync(0);
    expect(poll).toHaveBeenCalledTimes(2);
    done[1]?.(60_000);
    await vi.advanceTimersByTimeAsync(59_999);
    expect(poll).toHaveBeenCalledTimes(2);
  });

  test('pauses while the page is hidden and continues when it is visible', async () => {
    const visibility = createVisibility();
    const poll = vi.fn(async () => 1_000);
    createPoller(poll, visibility);
    visibility.set(false);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(poll).toHaveBeenCalledTimes(1);
    visibility.set(true);
    expect(poll).toHaveBeenCalledTimes(2);
  });

  test('does not poll after a stop', async () => {
    const poll = vi.fn(async () => 1_000);
    const poller = createPoller(poll, createVisibility());
    await vi.advanceTimersByTimeAsync(0);
    poller.stop();
    poller.pollNow();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(poll).toHaveBeenCalledTimes(1);
  });
});

test('backs off with each failure, up to a limit', () => {
  expect([1, 2, 3, 4, 5, 100].map(backoff)).toEqual([1_000, 2_000, 4_000, 8_000, 15_000, 15_000]);
});
