import type { Worker } from 'node:worker_threads';
import { afterEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { type SqliteOptions, sqlite } from '../../../../adapters/brokers/sqlite/index.js';
import type { BrokerProblem } from '../../../../core/index.js';
import { textsOf } from '../../../../testkit/broker/stage.js';
import { eventually } from '../../../support/eventually.js';
import { sayer, started } from './support/brokers.js';
import { freshPath } from './support/file.js';

/** Every thread that was started, so that a test can end one as a crash would. */
const threads = vi.hoisted((): Worker[] => []);

/** Set: what threads report waits here. */
const hold = vi.hoisted((): { reports: (() => void)[] | undefined } => ({ reports: undefined }));

function release(): void {
  const { reports = [] } = hold;
  hold.reports = undefined;
  for (const report of reports) report();
}

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
      if (hold.reports !== undefined && event[0] === 'message') {
        hold.reports.push(() => super.emit(...event));
        return true;
      }
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

describe('what is wrong', () => {
  const problemsOf = async (options: Partial<SqliteOptions>) => {
    const broker = sqlite({ path: freshPath(), ...options });
    onTestFinished(() => broker.close());
    const problems: (BrokerProblem | undefined)[] = [];
    await broker.start({ entry() {}, ephemeral() {}, problem: (problem) => void problems.push(problem) });
    // A start may take longer than a test wants to wait for a stall.
    problems.length = 0;
    return { broker, problems, say: sayer(broker) };
  };

  test('is said of a thread that does not answer, until it does', async () => {
    const { broker, problems, say } = await problemsOf({ stallMs: 20 });
    hold.reports = [];
    const waiting = say('a', 'one');
    await eventually(() => problems.length === 1);
    expect(problems).toMatchObject([{ reason: 'disk-slow', writable: false }]);
    expect(broker.problem).toBe(problems[0]);
    release();
    await waiting;
    expect(problems).toEqual([problems[0], undefined]);
  });

  test('is said of a thread that dies, and is over when the next one has the file', async () => {
    const { problems, say } = await problemsOf({});
    await say('a', 'one');
    const lost = say('a', 'two');
    await Promise.all([threads.at(-1)?.terminate(), expect(lost).rejects.toMatchObject(failed)]);
    await eventually(() => problems.length === 2);
    expect(problems).toMatchObject([{ reason: 'writer-ended', writable: false }, undefined]);
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
