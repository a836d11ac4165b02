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

describe('a loop', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  test('takes its first turn at once, and each next after what the last one said', async () => {
    const turn = vi.fn(async () => 1_000);
    createPoller(turn, look());
    expect(turn).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(999);
    expect(turn).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(turn).toHaveBeenCalledTimes(2);
  });

  test('never takes two turns at once, however much it is hurried', async () => {
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

  test('rests while nobody looks, and goes on when somebody does', async () => {
    const sight = look();
    const turn = vi.fn(async () => 1_000);
    createPoller(turn, sight);
    sight.set(false);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(turn).toHaveBeenCalledTimes(1);
    sight.set(true);
    expect(turn).toHaveBeenCalledTimes(2);
  });

  test('that is stopped takes no more turns', async () => {
    const turn = vi.fn(async () => 1_000);
    const loop = createPoller(turn, look());
    await vi.advanceTimersByTimeAsync(0);
    loop.stop();
    loop.pollNow();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(turn).toHaveBeenCalledTimes(1);
  });
});

test('waits longer with each attempt that fails, but never for ever', () => {
  expect([1, 2, 3, 4, 5, 100].map(backoff)).toEqual([1_000, 2_000, 4_000, 8_000, 15_000, 15_000]);
});
