import { expect, test } from 'vitest';
import { started } from './support/brokers.js';
import { freshPath } from './support/file.js';
import { openHere, publish } from './support/logs.js';

test('a value for which the disk has no room is refused with a code, and takes no other request with it', () => {
  const { database, run, value } = openHere(freshPath());
  run({ type: 'put', key: 'small', value: '1' });
  const pages = Number(value('PRAGMA page_count'));
  database.exec(`PRAGMA max_page_count = ${pages + 2}`);
  const outcomes = run(
    { type: 'put', key: 'large', value: JSON.stringify('x'.repeat(60_000)) },
    publish('a', 'a short one'),
    { type: 'get', key: 'small' },
    { type: 'get', key: 'large' },
  );
  expect(outcomes).toMatchObject([
    { fault: { code: 'CHAT_DISK_FULL' } },
    { answer: 1 },
    { answer: '1' },
    { answer: undefined },
  ]);
});

test('values and messages that are sent in one turn are kept in their order, by a broker that ends at once', async () => {
  const path = freshPath();
  const first = await started({ path });
  const all = [
    first.broker.store?.put('a', 1),
    first.say('room', 'one'),
    first.broker.store?.put('a', 2),
    first.broker.store?.delete('b'),
  ];
  await first.broker.close();
  await Promise.all(all);
  const { broker } = await started({ path });
  expect(await broker.store?.list({ prefix: '', limit: 10 })).toEqual([{ key: 'a', value: 2 }]);
});

test('the store of a broker that is not open fails with a code', async () => {
  const { broker } = await started({ path: freshPath() });
  await broker.store?.put('a', 1);
  await broker.close();
  const failed = { code: 'CHAT_BROKER_FAILED' };
  await expect(broker.store?.get('a')).rejects.toMatchObject(failed);
  await expect(broker.store?.put('a', 2)).rejects.toMatchObject(failed);
});
