import { describe, expect, test } from 'vitest';
import { bytesOf, contents, failure, kept, message, place } from './support/file-store-fixture.js';

const unknown = { code: 'FILE_UNKNOWN' };

describe('a file that is kept and not announced', () => {
  test('is in no list and cannot be opened, before and after a restart', async () => {
    const { openPending } = await place();
    let fileStore = await openPending();
    const { id } = await kept(fileStore, bytesOf(10));
    for (let starts = 0; starts < 3; starts++) {
      expect(await fileStore.files('lobby', { limit: 9 })).toEqual([]);
      expect((await fileStore.newest({ limit: 9 })).files).toEqual([]);
      expect(await fileStore.file(id)).toBeUndefined();
      expect(await failure(fileStore.open(id))).toEqual(unknown);
      expect([fileStore.isPending(id), (await fileStore.pending()).map(({ file }) => file.id)]).toEqual([true, [id]]);
      // Its bytes count all the same.
      expect(fileStore.bytes()).toBe(10);
      fileStore = await openPending();
    }
  });

  test('is seen once it is announced, with its message, after a restart, too', async () => {
    const { openPending } = await place();
    const before = await openPending();
    const bytes = bytesOf(10);
    const file = await kept(before, bytes);
    const [{ upload = '' } = {}] = await before.pending();
    await before.markAnnounced(file.id, message);
    for (const fileStore of [before, await openPending()]) {
      expect(await fileStore.files('lobby', { limit: 9 })).toEqual([file]);
      expect(Buffer.compare(await contents(fileStore, file.id), bytes)).toBe(0);
      expect([fileStore.isPending(file.id), await fileStore.pending()]).toEqual([false, []]);
      expect(await fileStore.outcome(upload)).toEqual({ file, message });
    }
  });

  test('goes with its bytes and its place when it is removed', async () => {
    const { openPending, list, store } = await place();
    const fileStore = await openPending();
    const { id } = await kept(fileStore, bytesOf(10));
    expect(await fileStore.remove(id)).toBe(true);
    expect([fileStore.bytes(), fileStore.isPending(id), await fileStore.pending()]).toEqual([0, false, []]);
    expect([await list('blobs'), await store.list({ prefix: '', limit: 9 })]).toEqual([[], []]);
  });

  test('is not brought back by a mark that comes late', async () => {
    const { openPending, store } = await place();
    const fileStore = await openPending();
    const { id } = await kept(fileStore, bytesOf(10));
    await Promise.all([
      fileStore.markAnnounced(id, message),
      fileStore.remove(id),
      fileStore.markAnnounced(id, message),
    ]);
    expect(await store.list({ prefix: '', limit: 9 })).toEqual([]);
  });

  test('is one that an earlier version had marked so', async () => {
    const { open, openPending, store } = await place();
    const { id } = await kept(await open(), bytesOf(10));
    await store.put(`pending/${id}`, true);
    const fileStore = await openPending();
    expect([fileStore.isPending(id), await fileStore.file(id)]).toEqual([true, undefined]);
    expect(await store.list({ prefix: 'pending/', limit: 9 })).toEqual([]);
    expect((await openPending()).isPending(id)).toBe(true);
  });
});
