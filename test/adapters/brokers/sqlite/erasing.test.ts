import { expect, test } from 'vitest';
import { eventually } from '../../../support/eventually.js';
import { started } from './support/brokers.js';
import { freshPath } from './support/file.js';
import { inFiles, killedHere, openHere, publish } from './support/logs.js';

const secret = 'zqxsecret';

/** A log with a secret among other messages. */
function withSecret(path: string) {
  const log = openHere(path);
  log.fill('a', 20);
  log.run(publish('a', `the ${secret} of ann`, { key: 'k' }));
  log.fill('a', 20);
  return log;
}

const erase = { type: 'erase', room: 'a', offsets: [21] } as const;

/** How many pages of the index have the secret. */
const inIndex = `SELECT count(*) FROM words_data WHERE instr(block, CAST('${secret}' AS BLOB)) > 0`;

test('what is erased while it waits to be put in its place is not in the file any more', () => {
  const path = freshPath();
  const { run, tidy } = withSecret(path);
  expect(inFiles(path, secret)).toBeGreaterThan(0);
  run(erase);
  tidy();
  expect(inFiles(path, secret)).toBe(0);
});

test('what is erased after it was put in its place is not in the file any more, nor in the index', () => {
  const path = freshPath();
  const { run, fill, tidy, value, found } = withSecret(path);
  fill('b', 3_000);
  tidy();
  expect([found('a', secret), value(inIndex)]).toEqual([[21], 1]);
  run(erase);
  expect(found('a', secret)).toEqual([]);
  tidy();
  expect([inFiles(path, secret), value(inIndex)]).toEqual([0, 0]);
  expect(found('a', 'word')).toHaveLength(40);
});

test('what is erased leaves the index also where many others are, and a merge is under way', () => {
  const { run, fill, chores, tidy, value, found } = withSecret(freshPath());
  for (let batch = 0; batch < 30; batch++) {
    fill(`room ${batch}`, 400, `some words of a text ${batch}`);
    for (let step = 0; step < 3 && chores.due; step++) chores.step();
  }
  expect(found('a', secret)).toEqual([21]);
  chores.step();
  run(erase);
  tidy();
  expect(value(inIndex)).toBe(0);
  expect(found('room 7', 'some words')).toHaveLength(400);
});

test('what is erased leaves the index also when the disk is full meanwhile', () => {
  const path = freshPath();
  const { run, fill, chores, database, tidy, value } = withSecret(path);
  fill('b', 3_000);
  tidy();
  run(erase);
  const pages = Number(value('PRAGMA page_count'));
  let failures = 0;
  for (let more = 0; more < 12; more++) {
    database.exec(`PRAGMA max_page_count = ${pages + more}`);
    try {
      chores.step();
    } catch {
      failures++;
    }
  }
  expect(failures).toBeGreaterThan(0);
  database.exec('PRAGMA max_page_count = 1000000');
  tidy();
  expect([inFiles(path, secret), value(inIndex), value('SELECT unswept FROM life')]).toEqual([0, 0, 0]);
});

test('a process that is killed after the erasing leaves it to the next one', async () => {
  const killed = freshPath();
  const { run, fill, tidy } = withSecret(killed);
  fill('b', 3_000);
  tidy();
  run(erase);
  const path = killedHere(killed);
  expect(inFiles(path, secret)).toBeGreaterThan(0);
  const { broker } = await started({ path });
  await eventually(() => inFiles(path, secret) === 0);
  expect((await broker.read('a', { limit: 50 })).entries[20]?.message).toMatchObject({ kind: 'erased', text: '' });
});

test('what is dropped cannot be read in the file any more once the WAL is empty, wherever it lay', () => {
  const path = freshPath();
  const { run, database } = withSecret(path);
  const text = `the ${secret} of ann`;
  expect(inFiles(path, text)).toBeGreaterThan(0);
  run({ type: 'prune', room: 'a', keep: { entries: 0 } });
  database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  expect(inFiles(path, text)).toBe(0);
});

test('erasing is done by the thread without being asked for more', async () => {
  const path = freshPath();
  const { broker, say } = await started({ path });
  await say('a', `the ${secret} of ann`);
  await say('a', 'another');
  expect(inFiles(path, secret)).toBeGreaterThan(0);
  expect(await broker.erase('a', [1])).toBe(1);
  await eventually(() => inFiles(path, secret) === 0);
});
