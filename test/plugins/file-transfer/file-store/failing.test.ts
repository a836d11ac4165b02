import { mkdir, readdir, rename, rm, rmdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ChatError, MemoryStore, type Store } from '../../../../core/index.js';
import { deferred } from '../../../support/deferred.js';
import { ann, bytesOf, contents, facts, failure, kept, nobody, place, sha256 } from './support/file-store-fixture.js';

/** A store that fails at what it is told to fail at, and waits for what it is told to wait for. */
function failingStore(): Store & {
  failing: (operation: string, key: string) => boolean;
  before: (operation: string, key: string) => Promise<void>;
} {
  const inner = new MemoryStore();
  const store = {
    failing: (_operation: string, _key: string): boolean => false,
    before: async (_operation: string, _key: string): Promise<void> => {},
    get: (key: string) => guarded('get', key, () => inner.get(key)),
    put: (key: string, value: Parameters<Store['put']>[1]) => guarded('put', key, () => inner.put(key, value)),
    delete: (key: string) => guarded('delete', key, () => inner.delete(key)),
    list: (query: Parameters<Store['list']>[0]) => guarded('list', query.prefix, () => inner.list(query)),
  };
  async function guarded<T>(operation: string, key: string, work: () => Promise<T>): Promise<T> {
    await store.before(operation, key);
    if (store.failing(operation, key)) throw new ChatError('CHAT_BROKER_FAILED');
    return work();
  }
  return store;
}

const storeFailed = { code: 'FILE_STORE_FAILED', details: { reason: 'CHAT_BROKER_FAILED' } };

describe('a fileStore does not open', () => {
  test('where a file is in the place of its folder', async () => {
    const { open, dir } = await place();
    await rmdir(dir);
    await writeFile(dir, 'x');
    expect(await failure(open())).toMatchObject({ code: 'FILE_STORE_FAILED' });
  });

  test('where a link is in the place of a folder of its own', async () => {
    const { open, dir } = await place();
    await mkdir(join(dir, 'elsewhere'));
    await symlink(join(dir, 'elsewhere'), join(dir, 'incoming'));
    expect(await failure(open())).toEqual({ code: 'FILE_STORE_FAILED', details: { reason: 'ENOTDIR' } });
  });

  test('with a store that cannot be read', async () => {
    const store = failingStore();
    store.failing = (operation) => operation === 'list';
    const { open } = await place(store);
    expect(await failure(open())).toEqual(storeFailed);
  });
});

describe('when the disk cannot be written', () => {
  test('no upload begins, and none is counted', async () => {
    const { open, dir } = await place();
    const fileStore = await open({ userUploads: 1 });
    await rmdir(join(dir, 'incoming'));
    await writeFile(join(dir, 'incoming'), 'x');
    const failed = { code: 'FILE_STORE_FAILED', details: { reason: 'ENOTDIR' } };
    expect(await failure(fileStore.begin(facts(1), ann))).toEqual(failed);
    await rm(join(dir, 'incoming'));
    await mkdir(join(dir, 'incoming'));
    await fileStore.begin(facts(1), ann);
  });

  test('all that is under way is refused, and can be sent again when it can', async () => {
    const { open, dir } = await place();
    const fileStore = await open();
    const bytes = bytesOf(30_000);
    const hold = (await fileStore.begin(facts(bytes.length), ann)).claim(nobody);
    await rename(join(dir, 'incoming'), join(dir, 'away'));
    const writes = [0, 10_000].map((offset) => hold.write(offset, bytes.subarray(offset, offset + 10_000)));
    const failed = { code: 'FILE_STORE_FAILED', details: { reason: 'ENOENT' } };
    expect(await Promise.all(writes.map(failure))).toEqual([failed, failed]);
    expect(hold.expected).toBe(0);
    await rename(join(dir, 'away'), join(dir, 'incoming'));
    await hold.write(0, bytes);
    expect((await hold.finish()).sha256).toBe(sha256(bytes));
  });

  test('a file is not kept, and can be finished when it can', async () => {
    const { open, dir } = await place();
    const fileStore = await open();
    const bytes = bytesOf(100);
    const upload = await fileStore.begin(facts(100), ann);
    const hold = upload.claim(nobody);
    await hold.write(0, bytes);
    await rmdir(join(dir, 'blobs'));
    await writeFile(join(dir, 'blobs'), 'x');
    expect(await failure(hold.finish())).toMatchObject({ code: 'FILE_STORE_FAILED' });
    expect(fileStore.upload(upload.id)).toBe(upload);
    expect(await fileStore.files('lobby', { limit: 9 })).toEqual([]);
    await rm(join(dir, 'blobs'));
    await mkdir(join(dir, 'blobs'));
    const file = await hold.finish();
    expect(sha256(await contents(fileStore, file.id))).toBe(sha256(bytes));
    expect(await (await open()).files('lobby', { limit: 9 })).toEqual([file]);
  });

  test('a file whose bytes have gone is given up', async () => {
    const { open, dir } = await place();
    const fileStore = await open();
    const upload = await fileStore.begin(facts(100), ann);
    const hold = upload.claim(nobody);
    await hold.write(0, bytesOf(100));
    await rm(join(dir, 'incoming', upload.id));
    const failed = { code: 'FILE_STORE_FAILED', details: { reason: 'ENOENT' } };
    expect([await failure(hold.finish()), await failure(hold.finish())]).toEqual([failed, failed]);
    expect(fileStore.upload(upload.id)).toBeUndefined();
    expect(await failure(hold.finish())).toEqual({ code: 'FILE_ABORTED' });
  });
});

describe('when the store fails', () => {
  test('no upload begins, and nothing of it stays', async () => {
    const store = failingStore();
    const { open, list } = await place(store);
    const fileStore = await open({ userUploads: 1 });
    store.failing = (operation) => operation === 'put';
    expect(await failure(fileStore.begin(facts(1), ann))).toEqual(storeFailed);
    expect(await list('incoming')).toEqual([]);
    store.failing = () => false;
    await fileStore.begin(facts(1), ann);
  });

  test('a file is not kept, and can be finished when it does not', async () => {
    const store = failingStore();
    const fileStore = await (await place(store)).open();
    const hold = (await fileStore.begin(facts(10), ann)).claim(nobody);
    await hold.write(0, bytesOf(10));
    store.failing = (operation) => operation === 'put';
    expect(await failure(hold.finish())).toEqual(storeFailed);
    store.failing = () => false;
    const file = await hold.finish();
    expect(await fileStore.file(file.id)).toEqual(file);
  });

  test('a file stays that cannot be forgotten, in its place', async () => {
    const store = failingStore();
    const fileStore = await (await place(store)).open();
    const files = [
      await kept(fileStore, bytesOf(1)),
      await kept(fileStore, bytesOf(1)),
      await kept(fileStore, bytesOf(1)),
    ];
    store.failing = (operation) => operation === 'delete';
    expect(await failure(fileStore.remove(files[1]?.id ?? ''))).toEqual(storeFailed);
    store.failing = () => false;
    expect(await fileStore.files('lobby', { limit: 9 })).toEqual(files.toReversed());
    expect(await fileStore.remove(files[1]?.id ?? '')).toBe(true);
  });

  test('a file is kept although its upload cannot be forgotten', async () => {
    const store = failingStore();
    const { open } = await place(store);
    const fileStore = await open();
    store.failing = (operation, key) => operation === 'delete' && key.startsWith('upload/');
    const file = await kept(fileStore, bytesOf(1));
    store.failing = () => false;
    expect(await fileStore.file(file.id)).toEqual(file);
    expect(await (await open()).files('lobby', { limit: 9 })).toEqual([file]);
  });
});

describe('a fileStore that is closed', () => {
  test('takes nothing and gives nothing', async () => {
    const fileStore = await (await place()).open();
    const file = await kept(fileStore, bytesOf(10));
    const reader = await fileStore.open(file.id);
    const hold = (await fileStore.begin(facts(10), ann)).claim(nobody);
    await fileStore.close();
    await fileStore.close();
    const closed = { code: 'FILE_STORE_FAILED', details: { reason: 'closed' } };
    expect(await failure(fileStore.begin(facts(1), ann))).toEqual(closed);
    expect(await failure(fileStore.open(file.id))).toEqual(closed);
    expect(await failure(reader.read(0, 1))).toEqual(closed);
    expect(await failure(hold.write(0, bytesOf(1)))).toEqual(closed);
    expect(await failure(hold.finish())).toEqual(closed);
  });

  test('has finished what was being kept', async () => {
    const store = failingStore();
    const { openPending, dir } = await place(store);
    const fileStore = await openPending();
    const hold = (await fileStore.begin(facts(0), ann)).claim(nobody);
    const begun = deferred();
    const goOn = deferred();
    store.before = async (operation, key) => {
      if (operation !== 'put' || !key.startsWith('file/')) return;
      begun.resolve();
      await goOn.promise;
    };
    const order: string[] = [];
    const finishing = hold.finish().then(() => order.push('kept'));
    await begun.promise;
    const closing = fileStore.close().then(() => order.push('closed'));
    // What it takes to close the file many times over.
    for (let times = 0; times < 20; times++) await readdir(dir);
    goOn.resolve();
    await Promise.all([finishing, closing]);
    expect(order).toEqual(['kept', 'closed']);
    expect(await (await openPending()).pending()).toHaveLength(1);
  });
});
