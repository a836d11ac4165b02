import { expect, onTestFinished, test } from 'vitest';
import { runBatch } from '../../../../adapters/brokers/sqlite/batch.js';
import { openLog } from '../../../../adapters/brokers/sqlite/file/schema.js';
import { createLog } from '../../../../adapters/brokers/sqlite/log/log.js';
import type { Outcome, PublishRequest } from '../../../../adapters/brokers/sqlite/requests.js';
import { freshPath } from './support/file.js';

function opened() {
  const log = openLog(freshPath(), 'an-epoch');
  onTestFinished(() => void log.database.close());
  return { database: log.database, log: createLog(log) };
}

const publish = (id: string, more: Partial<PublishRequest> = {}): PublishRequest => {
  const message = JSON.stringify({ id, at: 5, text: id });
  return { type: 'publish', room: 'a', key: undefined, at: 5, message, ...more };
};

const offsetsIn = (outcomes: readonly Outcome[]) =>
  outcomes.map((outcome) => ('answer' in outcome ? outcome.answer : 'failed'));

/** The time of a message is a whole number in the file: this one the database refuses. */
const impossible = publish('impossible', { at: 0.5 });

test('a request that cannot be done takes no other with it, and no number', () => {
  const { database, log } = opened();
  const outcomes = runBatch(database, log, [publish('one'), impossible, publish('two')]);
  expect(offsetsIn(outcomes)).toEqual([1, 'failed', 2]);
  expect(outcomes[1]).toMatchObject({ fault: { code: 'CHAT_BROKER_FAILED' } });
});

test('a lone request that cannot be done leaves nothing behind', () => {
  const { database, log } = opened();
  expect(offsetsIn(runBatch(database, log, [impossible]))).toEqual(['failed']);
  expect(offsetsIn(runBatch(database, log, [publish('one')]))).toEqual([1]);
});

test('requests of a batch see what those before them did', () => {
  const { database, log } = opened();
  const outcomes = runBatch(database, log, [
    publish('one', { key: 'k' }),
    publish('again', { key: 'k' }),
    { type: 'known', room: 'a', key: 'k' },
    { type: 'end', room: 'a' },
    { type: 'prune', room: 'a', keep: { entries: 0 } },
    { type: 'known', room: 'a', key: 'k' },
    { type: 'read', room: 'a', query: { limit: 5 } },
    { type: 'search', room: 'a', query: { text: 'one', limit: 5 } },
  ]);
  const first = { id: 'one', at: 5, offset: 1 };
  const none = { rows: [], more: false, gap: false };
  expect(outcomes.map((outcome) => ('answer' in outcome ? outcome.answer : outcome))).toEqual([
    1,
    first,
    first,
    1,
    { dropped: 1, more: false },
    undefined,
    none,
    none,
  ]);
});

test('pruning goes in steps, so that a large one keeps nobody waiting', () => {
  const { database, log } = opened();
  runBatch(
    database,
    log,
    Array.from({ length: 2_500 }, (_, at) => publish(`m${at}`)),
  );
  const prune = { type: 'prune', room: 'a', keep: { entries: 100 } } as const;
  const steps = [prune, prune, prune].map((step) => runBatch(database, log, [step])[0]);
  expect(steps).toEqual([
    { answer: { dropped: 2_000, more: true } },
    { answer: { dropped: 400, more: false } },
    { answer: { dropped: 0, more: false } },
  ]);
  const [left] = database.prepare('SELECT count(*) AS words FROM words_docsize').all();
  expect(left).toMatchObject({ words: 100 });
});
