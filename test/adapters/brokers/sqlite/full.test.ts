import { describe, expect, test } from 'vitest';
import { runBatch } from '../../../../adapters/brokers/sqlite/batch.js';
import type { Request } from '../../../../adapters/brokers/sqlite/requests.js';
import { freshPath } from './support/file.js';
import { openHere, publish, upTo } from './support/logs.js';

const TEXT = 'a long text '.repeat(200);

/** A log that cannot grow by a page: SQLite says of it what it says of a full disk. */
function fullLog() {
  const here = openHere(freshPath());
  const { database, log, fill, value } = here;
  fill('a', 20, TEXT);
  fill('b', 3, TEXT);
  const failures: unknown[] = [];
  const health = {
    get isHealthy() {
      return failures.length === 0;
    },
    isInPlace: () => true,
    failed: (error: unknown) => void failures.push(error),
  };
  database.exec(`PRAGMA max_page_count = ${Number(value('PRAGMA page_count'))}`);
  const run = (...requests: readonly Request[]) => runBatch(database, log, requests, health);
  const free = () => {
    database.exec('PRAGMA max_page_count = 1000000');
    failures.length = 0;
  };
  return { ...here, run, free, failures };
}

const offsetsOf = (rows: readonly { offset: number }[]) => rows.map(({ offset }) => offset);

describe('a log whose disk is full', () => {
  test('refuses what is to be written with a code and a text of its own, and answers the rest of the batch', () => {
    const { run, rows, failures } = fullLog();
    const read: Request = { type: 'read', room: 'a', query: { limit: 2 } };
    const put: Request = { type: 'put', key: 'k', value: `"${'x'.repeat(40_000)}"` };
    const outcomes = run(publish('a', TEXT.repeat(20)), read, put, { type: 'end', room: 'a' });
    const fault = { code: 'CHAT_DISK_FULL', text: "The server's disk is full. Nothing was kept; try again later." };
    expect(outcomes).toMatchObject([{ fault }, {}, { fault }, { answer: 20 }]);
    expect(offsetsOf(rows(outcomes[1]))).toEqual([19, 20]);
    expect(failures).not.toHaveLength(0);
  });

  test('finds words in messages that could not be put into the index', () => {
    const { run, rows, epoch, free } = fullLog();
    const search = (query: object): Request => ({
      type: 'search',
      room: 'a',
      query: { text: 'long', limit: 3, ...query },
    });
    expect(offsetsOf(rows(run(search({}))[0]))).toEqual([18, 19, 20]);
    const [page] = run(search({ before: { epoch, offset: 3 } }));
    expect(page).toMatchObject({ answer: { more: false, gap: false } });
    expect(offsetsOf(rows(page))).toEqual([1, 2]);
    expect(rows(run(search({ text: 'absent' }))[0])).toEqual([]);
    free();
    expect(offsetsOf(rows(run(search({}))[0]))).toEqual([18, 19, 20]);
  });

  test('gives all of what an author wrote', () => {
    const { run, rows } = fullLog();
    const found: number[] = [];
    let after: string | undefined;
    do {
      const [part] = run({ type: 'writings', author: 'u1', after });
      found.push(...offsetsOf(rows(part)));
      after = (part as { answer: { next: string | undefined } }).answer.next;
    } while (after !== undefined);
    expect(found).toEqual([...upTo(20), ...upTo(3)]);
  });

  test('answers a message that is sent again with its first receipt', () => {
    const { run, database, free } = fullLog();
    free();
    run(publish('a', 'once', { key: 'k' }));
    const pages = Number(Object.values(database.prepare('PRAGMA page_count').all()[0] ?? {})[0]);
    database.exec(`PRAGMA max_page_count = ${pages}`);
    const outcomes = run(publish('a', TEXT.repeat(20)), publish('a', 'once', { key: 'k' }));
    expect(outcomes).toMatchObject([{ fault: { code: 'CHAT_DISK_FULL' } }, { answer: { offset: 21 } }]);
  });

  test('numbers on without a hole when there is space again', () => {
    const { run, free, offsets } = fullLog();
    run(publish('a', TEXT.repeat(20)));
    free();
    expect(run(publish('a', TEXT.repeat(20)))).toEqual([{ answer: 21 }]);
    expect(offsets('a')).toEqual(upTo(21));
  });
});
