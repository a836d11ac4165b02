import { expect, onTestFinished, test } from 'vitest';
import { type AuditLog, createAuditLog } from '../../../../apps/gateway/operator/audit-log.js';
import { MemoryBroker, MemoryStore, type Store } from '../../../../core/index.js';
import { countingRandom } from '../../../support/random.js';
import { openWorld } from '../../../support/world.js';

/** A book in a hub with that store. */
async function opened(store: Store): Promise<AuditLog> {
  const book = createAuditLog();
  const plugin = { name: 'operator', setup: book.open, dispose: book.close };
  const broker = Object.assign(new MemoryBroker(countingRandom()), { store });
  const { hub } = await openWorld({ plugins: [plugin], broker });
  onTestFinished(() => hub.stop());
  return book;
}

const deed = (line: string) => ({ by: 'operator', act: 'say', line });
const lines = (book: AuditLog, limit = 200) => book.read({ before: undefined, limit }).entries.map(({ line }) => line);

test('it has the newest thousand acts, also after a restart', async () => {
  const store = new MemoryStore();
  const first = await opened(store);
  for (let n = 1; n <= 1_002; n++) {
    first.add(deed(String(n)));
    // Beyond a thousand that wait for the store, acts are in memory only.
    if (n % 500 === 0) await new Promise((resolve) => setImmediate(resolve));
  }
  expect(first.read({ before: 4, limit: 200 }).entries.map(({ n }) => n)).toEqual([3]);
  await first.close();
  expect(await store.list({ prefix: '', limit: 2_000 })).toHaveLength(1_000);
  const second = await opened(store);
  expect(second.read({ before: undefined, limit: 1 }).entries).toMatchObject([{ n: 1_002, line: '1002' }]);
  second.add(deed('next'));
  expect(second.read({ before: undefined, limit: 1 })).toMatchObject({ entries: [{ n: 1_003 }], more: true });
});

test('it drops what an earlier, larger book has left', async () => {
  const store = new MemoryStore();
  for (let n = 1; n <= 1_010; n++) {
    await store.put(`operator/act/${String(n).padStart(16, '0')}`, { n, at: 1, ...deed(String(n)) });
  }
  const book = await opened(store);
  expect(lines(book, 1)).toEqual(['1010']);
  expect(await store.list({ prefix: '', limit: 2_000 })).toHaveLength(1_000);
});

test('it has acts even where the store fails', async () => {
  const store = new MemoryStore();
  const book = await opened(Object.assign(store, { put: () => Promise.reject(new Error('no room')) }));
  book.add(deed('one'));
  await book.close();
  expect(lines(book)).toEqual(['one']);
});

test('nothing is written down before it is open', () => {
  const book = createAuditLog();
  book.add(deed('early'));
  expect(lines(book)).toEqual([]);
});
