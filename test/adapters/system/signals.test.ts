import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { type StopOnSignalsOptions, stopOnSignals } from '../../../adapters/system/index.js';
import type { Hub } from '../../../core/index.js';
import { deferred } from '../../support/deferred.js';

type Signal = 'SIGINT' | 'SIGTERM';

/** A hub that stops when it is told to have stopped, and what the process is asked for. */
function stage(options?: StopOnSignalsOptions) {
  const order: string[] = [];
  const before = new Map((['SIGINT', 'SIGTERM'] as const).map((signal) => [signal, process.listeners(signal)]));
  const { promise, resolve: stopped } = deferred();
  const hub = {
    limits: { drainMs: 5_000 },
    stop: ({ drainMs }: { readonly drainMs: number }) => {
      order.push(`stop ${drainMs}`);
      return promise;
    },
  } as unknown as Hub;
  const { promise: ended, resolve: hasEnded } = deferred<number>();
  const exit = vi.spyOn(process, 'exit').mockImplementation(((code: number) => {
    order.push(`exit ${code}`);
    hasEnded(code);
  }) as never);
  const release = stopOnSignals(hub, options);
  onTestFinished(() => {
    release();
    exit.mockRestore();
  });
  /** Calls only the listeners of this test, as the signal would. */
  const send = (signal: Signal): void => {
    for (const listener of process.listeners(signal)) {
      if (before.get(signal)?.includes(listener) !== true) listener(signal);
    }
  };
  return { order, stopped, ended, send, release, before };
}

describe('on a signal', () => {
  test.each(['SIGINT', 'SIGTERM'] as const)('%s: the hub drains, then the process ends with 0', async (signal) => {
    const { order, stopped, ended, send } = stage({ drainMs: 100 });
    send(signal);
    expect(order).toEqual(['stop 100']);
    stopped();
    expect(await ended).toBe(0);
  });

  test('what is to be done then is done before the end', async () => {
    const { order, stopped, ended, send } = stage({
      async onStopped() {
        await null;
        order.push('server closed');
      },
    });
    send('SIGTERM');
    stopped();
    await ended;
    expect(order).toEqual(['stop 5000', 'server closed', 'exit 0']);
  });

  test('the process ends with 1 where that fails', async () => {
    const written = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    onTestFinished(() => written.mockRestore());
    const { stopped, ended, send } = stage({ onStopped: () => Promise.reject(new Error('the pool is stuck')) });
    send('SIGTERM');
    stopped();
    expect(await ended).toBe(1);
    expect(String(written.mock.calls[0]?.[0])).toContain('the pool is stuck');
  });

  test('with exit: false the program is left to end itself', async () => {
    const done = deferred();
    const { order, stopped, send } = stage({ exit: false, onStopped: () => done.resolve() });
    send('SIGINT');
    stopped();
    await done.promise;
    await new Promise(setImmediate);
    expect(order).toEqual(['stop 5000']);
  });

  test('a second one ends the process with 1 at once, whatever was asked for', () => {
    const { order, send } = stage({ exit: false });
    send('SIGINT');
    send('SIGTERM');
    expect(order).toEqual(['stop 5000', 'exit 1']);
  });
});

test('what it returns stops listening', () => {
  const { release, before } = stage();
  release();
  for (const [signal, listeners] of before) expect(process.listeners(signal)).toEqual(listeners);
});

test('a number is no option', () => {
  expect(() => stopOnSignals({} as Hub, 5_000 as never)).toThrow(
    new TypeError('stopOnSignals takes options, such as { drainMs: 5000 }.'),
  );
});
