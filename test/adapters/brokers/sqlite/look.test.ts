import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { expect, test } from 'vitest';
import { loadDriver } from '../../../../adapters/brokers/sqlite/file/driver.js';
import { inspectLog } from '../../../../adapters/brokers/sqlite/index.js';
import { started } from './support/brokers.js';
import { freshPath } from './support/file.js';

const looks = (path: string) => [...inspectLog(path)];

/** A log with messages of which the newest is from then, closed. */
async function closedLog(at: number): Promise<string> {
  const path = freshPath();
  const { broker, say } = await started({ path });
  await say('a', 'one', { at });
  await say('b', 'two', { at: at - 10 });
  await broker.close();
  return path;
}

/** Changes a log as nobody should. */
function meddled(path: string, sql: string): string {
  const Driver = loadDriver();
  const database = new Driver(path);
  database.exec(sql);
  database.close();
  return path;
}

test('a log that is not there is absent, and is not made', () => {
  const path = freshPath();
  expect(looks(path)).toEqual([{ state: 'absent' }]);
  expect(readdirSync(dirname(path))).toEqual([]);
});

test('a log that is well is open, then sound; its newest message is known, and nothing of it changes', async () => {
  const path = await closedLog(5_000);
  const before = readFileSync(path);
  const seen = { bytes: before.length, newestAt: 5_000 };
  expect(looks(path)).toEqual([
    { state: 'open', ...seen },
    { state: 'sound', ...seen },
  ]);
  expect(readFileSync(path).equals(before)).toBe(true);
  expect(readdirSync(dirname(path))).toEqual(['log.db', 'log.db-run']);
});

test('a log without messages has no newest one', async () => {
  const path = freshPath();
  const { broker } = await started({ path });
  await broker.close();
  expect(looks(path).map((look) => [look.state, 'newestAt' in look])).toEqual([
    ['open', false],
    ['sound', false],
  ]);
});

test('a log that a broker has is locked, and the broker goes on', async () => {
  const path = freshPath();
  const { say } = await started({ path });
  await say('a', 'one');
  expect(looks(path)).toEqual([{ state: 'locked', text: expect.stringContaining('open in another process') }]);
  await expect(say('a', 'two')).resolves.toMatchObject({ position: { offset: 2 } });
});

test('a file that is no database is corrupt', () => {
  const path = freshPath();
  writeFileSync(path, 'tea, sugar\n'.repeat(1_000));
  expect(looks(path)).toMatchObject([{ state: 'corrupt' }]);
});

test('a database whose pages are damaged is corrupt', async () => {
  const path = await closedLog(5_000);
  const bytes = readFileSync(path);
  // All but the first page, which has the schema.
  bytes.fill(0xa5, 4_096);
  writeFileSync(path, bytes);
  expect(looks(path).at(-1)).toMatchObject({ state: 'corrupt' });
});

test('the database of another program is foreign, one of a newer release newer', async () => {
  expect(looks(meddled(freshPath(), 'CREATE TABLE tea (x)'))).toMatchObject([{ state: 'foreign' }]);
  expect(looks(meddled(await closedLog(1), 'PRAGMA user_version = 99'))).toMatchObject([{ state: 'newer' }]);
});
