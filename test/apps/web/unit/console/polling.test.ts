import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { backoff, createPoller, type Visibility } from '../../../../../apps/web/src/console/polling.js';

function look(): Visibility & { set(visible: boolean): void } {
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
    const turn = vi.fn(async () => 1_000);
    createPoller(turn, look());
    expect(turn).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(999);
    expect(turn).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(turn).toHaveBeenCalledTimes(2);
  });

  test('never overlaps, however often it is requested', async () => {
    const done: ((ms: number) => void)[] = [];
    const turn = vi.fn(() => new Promise<number>((resolve) => void done.push(resolve)));
    const loop = createPoller(turn, look());
    loop.pollNow();
    loop.pollNow();
    expect(turn).toHaveBeenCalledTimes(1);
    done[0]?.(60_000);
    await vi.advanceTimersByTimeAsync(0);
    expect(turn).toHaveBeenCalledTimes(2);
    done[1]?.(60_000);
    await vi.advanceTimersByTimeAsync(59_999);
    expect(turn).toHaveBeenCalledTimes(2);
  });

  test('pauses while the page is hidden and continues when it is visible', async () => {
    const sight = look();
    const turn = vi.fn(async () => 1_000);
    createPoller(turn, sight);
    sight.set(false);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(turn).toHaveBeenCalledTimes(1);
    sight.set(true);
    expect(turn).toHaveBeenCalledTimes(2);
  });

  test('does not poll after a stop', async () => {
    const turn = vi.fn(async () => 1_000);
    const loop = createPoller(turn, look());
    await vi.advanceTimersByTimeAsync(0);
    loop.stop();
    loop.pollNow();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(turn).toHaveBeenCalledTimes(1);
  });
});

test('backs off with each failure, up to a limit', () => {
  expect([1, 2, 3, 4, 5, 100].map(backoff)).toEqual([1_000, 2_000, 4_000, 8_000, 15_000, 15_000]);
});
