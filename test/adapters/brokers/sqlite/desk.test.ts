import type { Worker } from 'node:worker_threads';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { textsOf } from '../../../../testkit/broker/stage.js';
import { eventually } from '../../../support/eventually.js';
import { started } from './support/brokers.js';
import { freshPath } from './support/file.js';

/** Every thread that was started, so that a test can end one as a crash would. */
const threads = vi.hoisted((): Worker[] => []);

/** Set: the next thread that reports what it has committed dies, and the report is lost. */
const crash = vi.hoisted(() => ({ beforeReport: false }));

vi.mock('node:worker_threads', async (importActual) => {
  const actual = await importActual<{ Worker: typeof Worker }>();
  class Watched extends actual.Worker {
    constructor(...given: ConstructorParameters<typeof Worker>) {
      super(...given);
      threads.push(this);
    }

    override emit(...event: Parameters<Worker['emit']>): boolean {
      if (!crash.beforeReport || event[0] !== 'message') return super.emit(...event);
      crash.beforeReport = false;
      void this.terminate();
      return true;
    }
  }
  return { ...actual, Worker: Watched };
});

afterEach(() => {
  threads.length = 0;
});

const failed = { code: 'CHAT_BROKER_FAILED' };

describe('a thread that dies', () => {
  test('fails all that waits, and the next call is done by another one', async () => {
    const { say } = await started({ path: freshPath() });
    const { position } = await say('a', 'one');
    const waiting = [say('a', 'two', { key: 'k' }), say('a', 'three')];
    const outcomes = Promise.allSettled(waiting);
    await threads[0]?.terminate();
    expect((await outcomes).map((outcome) => outcome.status === 'rejected' && outcome.reason)).toMatchObject([
      failed,
      failed,
    ]);
    const again = await say('a', 'two', { key: 'k' });
    expect(again.position.epoch).toBe(position.epoch);
    expect(threads).toHaveLength(2);
  });

  test('after it has committed leaves no hole: what it kept is handed over, in order and once', async () => {
    const { broker, entries, say } = await started({ path: freshPath() });
    await broker.subscribe('a');
    await say('a', 'one');
    crash.beforeReport = true;
    await expect(Promise.all([say('a', 'two'), say('a', 'three')])).rejects.toMatchObject(failed);
    await eventually(() => entries.length === 3);
    await say('a', 'four');
    expect(textsOf(entries)).toEqual(['one', 'two', 'three', 'four']);
    expect(entries).toEqual((await broker.read('a', { limit: 10 })).entries);
  });

  test('is made good by the next message too, where that comes before the reading', async () => {
    const { broker, entries, say } = await started({ path: freshPath() });
    await broker.subscribe('a');
    crash.beforeReport = true;
    const next = say('a', 'one').catch(() => Promise.all([say('a', 'two'), say('a', 'three'), say('a', 'four')]));
    await next;
    expect(textsOf(entries)).toEqual(['one', 'two', 'three', 'four']);
    expect(entries.map(({ position }) => position.offset)).toEqual([1, 2, 3, 4]);
  });

  test('takes what was dropped meanwhile for gone, and what comes next is handed over', async () => {
    const { broker, entries, say } = await started({ path: freshPath() });
    await broker.subscribe('a');
    crash.beforeReport = true;
    await say('a', 'one').catch(() => Promise.all([say('a', 'two'), broker.prune('a', { entries: 0 })]));
    await say('a', 'three');
    expect(textsOf(entries).at(-1)).toBe('three');
    expect(entries.at(-1)?.position.offset).toBe(3);
  });

  test('with a log in memory, leaves a broker that fails for good', async () => {
    const { say, broker } = await started({ path: ':memory:' });
    await say('a', 'one');
    const lost = say('a', 'two');
    await Promise.all([threads[0]?.terminate(), expect(lost).rejects.toMatchObject(failed)]);
    await expect(broker.read('a', { limit: 1 })).rejects.toMatchObject(failed);
    expect(threads).toHaveLength(1);
  });
});

describe('the queue', () => {
  test('refuses what goes beyond its bytes, and takes more once there is room', async () => {
    const { say } = await started({ path: freshPath(), queueBytes: 10_000 });
    const outcomes = await Promise.allSettled(Array.from({ length: 20 }, () => say('a', 'x'.repeat(500))));
    const kept = outcomes.filter(({ status }) => status === 'fulfilled').length;
    expect(kept).toBeGreaterThan(0);
    expect(kept).toBeLessThan(20);
    expect(outcomes.at(-1)).toMatchObject({ status: 'rejected', reason: failed });
    expect((await say('a', 'later')).position.offset).toBe(kept + 1);
  });

  test('is done before the broker is closed', async () => {
    const path = freshPath();
    const first = await started({ path });
    const receipts = Promise.all(Array.from({ length: 700 }, (_, at) => first.say('a', `${at}`)));
    await first.broker.close();
    expect(await receipts).toHaveLength(700);
    const second = await started({ path });
    expect((await second.broker.read('a', { limit: 1_000 })).entries).toHaveLength(700);
  });
});
