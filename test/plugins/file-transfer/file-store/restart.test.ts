import { appendFile, mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createFileStore } from '../../../../plugins/file-transfer/file-store/index.js';
import { manualClock } from '../../../../testkit/clock/index.js';
import {
  ann,
  bytesOf,
  contents,
  facts,
  failure,
  found,
  generous,
  kept,
  message,
  nobody,
  place,
  sha256,
} from './support/file-store-fixture.js';

describe('an upload goes on', () => {
  test('after the fileStore was closed, with what was under way', async () => {
    const { open } = await place();
    const bytes = bytesOf(1_500_000);
    const before = await open();
    const upload = await before.begin(facts(bytes.length, { sha256: sha256(bytes) }), ann);
    const writing = upload.claim(nobody).write(0, bytes.subarray(0, 700_000));
    await before.close();
    expect(await writing).toBe(700_000);

    const after = await open();
    const again = found(after, upload.id);
    expect(again).toMatchObject({ facts: upload.facts, owner: ann, offset: 700_000 });
    const hold = again.claim(nobody);
    await hold.write(700_000, bytes.subarray(700_000));
    expect((await hold.finish()).sha256).toBe(sha256(bytes));
  });

  test('after a crash, from what is really on the disk', async () => {
    const { open, dir } = await place();
    const bytes = bytesOf(100_000);
    const before = await open();
    const upload = await before.begin(facts(bytes.length, { sha256: sha256(bytes) }), ann);
    await upload.claim(nobody).write(0, bytes.subarray(0, 40_000));
    // What a write had brought to the disk when the process was killed, before anybody was told.
    await appendFile(join(dir, 'incoming', upload.id), bytes.subarray(40_000, 44_444));

    const hold = found(await open(), upload.id).claim(nobody);
    expect(hold.expected).toBe(44_444);
    await hold.write(44_444, bytes.subarray(44_444));
    expect((await hold.finish()).sha256).toBe(sha256(bytes));
  });

  test('within its size, whatever has got into the file', async () => {
    const { open, dir } = await place();
    const before = await open();
    const upload = await before.begin(facts(10), ann);
    await writeFile(join(dir, 'incoming', upload.id), bytesOf(20));
    expect(found(await open(), upload.id).offset).toBe(10);
    expect(await readFile(join(dir, 'incoming', upload.id))).toHaveLength(10);
  });

  test('not through a link that somebody has put there', async () => {
    const { open, dir } = await place();
    const before = await open();
    const upload = await before.begin(facts(10), ann);
    await writeFile(join(dir, 'precious'), 'precious');
    await rm(join(dir, 'incoming', upload.id));
    await symlink(join(dir, 'precious'), join(dir, 'incoming', upload.id));
    const hold = upload.claim(nobody);
    expect(await failure(hold.write(0, bytesOf(5)))).toMatchObject({ code: 'FILE_STORE_FAILED' });
    expect((await open()).upload(upload.id)).toBeUndefined();
    expect(await readFile(join(dir, 'precious'), 'utf8')).toBe('precious');
  });

  test('with its whole time again', async () => {
    const { open, clock } = await place();
    const before = await open({ uploadMs: 1000 });
    const upload = await before.begin(facts(10), ann);
    await clock.advance(999);
    await before.close();
    const after = await open({ uploadMs: 1000 });
    await clock.advance(999);
    expect(found(after, upload.id).expiresAt).toBe(clock.now() + 1);
  });
});

describe('a file is there after a restart', () => {
  test('with its facts, in its place among others', async () => {
    const { open } = await place();
    const before = await open();
    const bytes = bytesOf(1000);
    const old = await kept(before, bytes);
    await before.close();
    const after = await open();
    const newer = await kept(after, bytesOf(1));
    expect(await after.files('lobby', { limit: 9 })).toEqual([newer, old]);
    expect(Buffer.compare(await contents(after, old.id), bytes)).toBe(0);
  });

  test('and its contents go with the last file that has them', async () => {
    const { open, list } = await place();
    const before = await open();
    const bytes = bytesOf(1000);
    const files = [await kept(before, bytes), await kept(before, bytes)];
    const after = await open();
    await after.remove(files[0]?.id ?? '');
    expect(await list('blobs')).toHaveLength(1);
    await after.remove(files[1]?.id ?? '');
    expect(await list('blobs')).toEqual([]);
  });

  test('and older than new ones even when the clock has been put back', async () => {
    const { open, clock, dir, store } = await place();
    await clock.advance(1_000_000);
    const old = await kept(await open(), bytesOf(1));
    const fileStore = await createFileStore({ dir, store, clock: manualClock(), limits: generous });
    const newer = await kept(fileStore, bytesOf(1));
    await fileStore.markAnnounced(newer.id, message);
    expect(newer.at).toBeLessThan(old.at);
    expect((await fileStore.files('lobby', { limit: 9 })).map(({ id }) => id)).toEqual([newer.id, old.id]);
  });
});

describe('the end of the process while a file was put in its place', () => {
  test('before its contents were there leaves an upload that can be finished', async () => {
    const { open, store } = await place();
    const bytes = bytesOf(1000);
    const before = await open();
    const upload = await before.begin(facts(1000), ann);
    await upload.claim(nobody).write(0, bytes);
    const { name, type } = upload.facts;
    const record = { name, type, size: 1000, sha256: sha256(bytes), ...ann, at: 1, upload: upload.id };
    await store.put(`file/000000001${'x'.repeat(32)}`, record);

    const after = await open();
    expect(await after.files('lobby', { limit: 9 })).toEqual([]);
    const file = await found(after, upload.id).claim(nobody).finish();
    expect(await after.files('lobby', { limit: 9 })).toEqual([file]);
  });

  test('whose contents were there before leaves a pending file and no upload', async () => {
    const { open, store, list } = await place();
    const bytes = bytesOf(1000);
    const before = await open();
    const other = await kept(before, bytes);
    const upload = await before.begin(facts(1000), ann);
    await upload.claim(nobody).write(0, bytes);
    const id = `000000001${'x'.repeat(32)}`;
    const { name, type } = upload.facts;
    const record = { name, type, size: 1000, sha256: sha256(bytes), ...ann, at: 1, upload: upload.id };
    await store.put(`file/${id}`, record);

    const after = await open();
    expect((await after.files('lobby', { limit: 9 })).map((file) => file.id)).toEqual([other.id]);
    expect((await after.pending()).map(({ file }) => file.id)).toEqual([id]);
    expect(after.upload(upload.id)).toBeUndefined();
    expect(await list('incoming')).toEqual([]);
  });

  test('after that leaves a file and no upload', async () => {
    const { open, store, list } = await place();
    const before = await open();
    const upload = await before.begin(facts(1000), ann);
    const record = await store.get(`upload/${upload.id}`);
    const hold = upload.claim(nobody);
    await hold.write(0, bytesOf(1000));
    const file = await hold.finish();
    await store.put(`upload/${upload.id}`, record ?? null);

    const after = await open();
    expect(after.upload(upload.id)).toBeUndefined();
    expect(await after.files('lobby', { limit: 9 })).toEqual([file]);
    expect(await store.get(`upload/${upload.id}`)).toBeUndefined();
    expect(await list('incoming')).toEqual([]);
  });
});

describe('what nobody knows of', () => {
  test('is removed: uploads at the start, contents at the first sweep', async () => {
    const { open, dir, list } = await place();
    const file = await kept(await open(), bytesOf(10));
    const orphan = sha256(bytesOf(5));
    const folder = join(dir, 'blobs', orphan.slice(0, 2), orphan.slice(2, 4));
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, orphan), 'x');
    await writeFile(join(dir, 'incoming', 'a'.repeat(32)), 'x');

    const fileStore = await open();
    expect(await list('incoming')).toEqual([]);
    expect(await fileStore.sweep()).toBe(0);
    expect(await list('blobs')).toEqual([file.sha256]);
  });

  test('stays when it cannot be ours', async () => {
    const { open, dir, list } = await place();
    await open();
    await writeFile(join(dir, 'incoming', 'notes.txt'), 'x');
    await mkdir(join(dir, 'blobs', 'photos', '2024'), { recursive: true });
    await writeFile(join(dir, 'blobs', 'photos', '2024', 'a'.repeat(64)), 'x');
    await mkdir(join(dir, 'blobs', 'ab', 'cd'), { recursive: true });
    await writeFile(join(dir, 'blobs', 'ab', 'cd', 'readme'), 'x');
    await writeFile(join(dir, 'blobs', 'ab', 'cd', 'e'.repeat(64)), 'x');
    await (await open()).sweep();
    expect(await list('incoming')).toEqual(['notes.txt']);
    expect((await list('blobs')).toSorted()).toEqual(['a'.repeat(64), 'e'.repeat(64), 'readme']);
  });

  test('in the store is passed over', async () => {
    const { open, store } = await place();
    await store.put('file/broken', { name: 'x' });
    await store.put('file/text', 'x');
    await store.put('upload/..', { name: 'x', type: 'a/b', size: 1, ...ann });
    await store.put('upload/negative', { name: 'x', type: 'a/b', size: -1, ...ann });
    const fileStore = await open();
    expect(fileStore.upload('..')).toBeUndefined();
    expect(await fileStore.file('broken')).toBeUndefined();
  });
});
