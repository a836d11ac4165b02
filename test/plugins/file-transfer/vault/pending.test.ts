import { describe, expect, test } from 'vitest';
import { bytesOf, contents, failure, kept, message, place } from './support/place.js';

const unknown = { code: 'FILE_UNKNOWN' };

describe('a file that is kept and not announced', () => {
  test('is in no list and cannot be opened, before and after a restart', async () => {
    const { openPending } = await place();
    let vault = await openPending();
    const { id } = await kept(vault, bytesOf(10));
    for (let starts = 0; starts < 3; starts++) {
      expect(await vault.files('lobby', { limit: 9 })).toEqual([]);
      expect((await vault.newest({ limit: 9 })).files).toEqual([]);
      expect(await vault.file(id)).toBeUndefined();
      expect(await failure(vault.open(id))).toEqual(unknown);
      expect([vault.isPending(id), (await vault.pending()).map(({ file }) => file.id)]).toEqual([true, [id]]);
      // Its bytes count all the same.
      expect(vault.bytes()).toBe(10);
      vault = await openPending();
    }
  });

  test('is seen once it is announced, with its message, after a restart, too', async () => {
    const { openPending } = await place();
    const before = await openPending();
    const bytes = bytesOf(10);
    const file = await kept(before, bytes);
    const [{ upload = '' } = {}] = await before.pending();
    await before.markAnnounced(file.id, message);
    for (const vault of [before, await openPending()]) {
      expect(await vault.files('lobby', { limit: 9 })).toEqual([file]);
      expect(Buffer.compare(await contents(vault, file.id), bytes)).toBe(0);
      expect([vault.isPending(file.id), await vault.pending()]).toEqual([false, []]);
      expect(await vault.outcome(upload)).toEqual({ file, message });
    }
  });

  test('goes with its bytes and its place when it is removed', async () => {
    const { openPending, list, store } = await place();
    const vault = await openPending();
    const { id } = await kept(vault, bytesOf(10));
    expect(await vault.remove(id)).toBe(true);
    expect([vault.bytes(), vault.isPending(id), await vault.pending()]).toEqual([0, false, []]);
    expect([await list('blobs'), await store.list({ prefix: '', limit: 9 })]).toEqual([[], []]);
  });

  test('is not brought back by a mark that comes late', async () => {
    const { openPending, store } = await place();
    const vault = await openPending();
    const { id } = await kept(vault, bytesOf(10));
    await Promise.all([vault.markAnnounced(id, message), vault.remove(id), vault.markAnnounced(id, message)]);
    expect(await store.list({ prefix: '', limit: 9 })).toEqual([]);
  });

  test('is one that an earlier version had marked so', async () => {
    const { open, openPending, store } = await place();
    const { id } = await kept(await open(), bytesOf(10));
    await store.put(`pending/${id}`, true);
    const vault = await openPending();
    expect([vault.isPending(id), await vault.file(id)]).toEqual([true, undefined]);
    expect(await store.list({ prefix: 'pending/', limit: 9 })).toEqual([]);
    expect((await openPending()).isPending(id)).toBe(true);
  });
});
