import { readFile, rm, stat, symlink, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  ann,
  bob,
  bytesOf,
  contents,
  facts,
  failure,
  kept,
  nobody,
  place,
  sha256,
} from './support/file-store-fixture.js';

const blobPath = (dir: string, hash: string): string => join(dir, 'blobs', hash.slice(0, 2), hash.slice(2, 4), hash);

describe('a file that is kept', () => {
  test('is found by its id, which shows nothing of its contents', async () => {
    const fileStore = await (await place()).open();
    const file = await kept(fileStore, bytesOf(10));
    expect(await fileStore.file(file.id)).toEqual(file);
    expect(file.id).not.toContain(file.sha256);
    expect(file.id).toMatch(/^[A-Za-z0-9_-]{31,}$/);
  });

  test('can be looked into by a scanner', async () => {
    const fileStore = await (await place()).open();
    const bytes = bytesOf(10);
    const file = await kept(fileStore, bytes);
    expect(Buffer.compare(await readFile(fileStore.path(file)), bytes)).toBe(0);
  });

  test('is read piece by piece, from anywhere', async () => {
    const fileStore = await (await place()).open();
    const bytes = bytesOf(100_000);
    const reader = await fileStore.open((await kept(fileStore, bytes)).id);
    const parts = await Promise.all([reader.read(0, 10), reader.read(99_990, 100), reader.read(50_000, 1000)]);
    expect(Buffer.concat(parts)).toEqual(
      Buffer.concat([bytes.subarray(0, 10), bytes.subarray(99_990), bytes.subarray(50_000, 51_000)]),
    );
    expect(await reader.read(100_000, 10)).toHaveLength(0);
    expect(await reader.read(200_000, 10)).toHaveLength(0);
  });

  test('is read into memory that is given, where it fits', async () => {
    const fileStore = await (await place()).open();
    const bytes = bytesOf(100);
    const reader = await fileStore.open((await kept(fileStore, bytes)).id);
    const into = new Uint8Array(60);
    const fitting = await reader.read(40, 60, into);
    expect([fitting.buffer === into.buffer, Buffer.compare(into, bytes.subarray(40))]).toEqual([true, 0]);
    const larger = await reader.read(0, 61, into);
    expect([larger.buffer === into.buffer, Buffer.compare(larger, bytes.subarray(0, 61))]).toEqual([false, 0]);
  });

  test('is read to the end of what has begun when its reader closes, and no further', async () => {
    const fileStore = await (await place()).open();
    const bytes = bytesOf(500_000);
    const reader = await fileStore.open((await kept(fileStore, bytes)).id);
    const reading = reader.read(0, 500_000);
    await reader.close();
    await reader.close();
    expect(Buffer.compare(await reading, bytes)).toBe(0);
    expect(await failure(reader.read(0, 1))).toEqual({ code: 'FILE_STORE_FAILED', details: { reason: 'closed' } });
  });

  test.each([
    [-1, 1],
    [0.5, 1],
    [0, Number.NaN],
  ])('is not read from %d for %d bytes', async (offset, length) => {
    const fileStore = await (await place()).open();
    const reader = await fileStore.open((await kept(fileStore, bytesOf(10))).id);
    await expect(reader.read(offset, length)).rejects.toThrow(TypeError);
  });

  test('fails to be read when its contents have been cut on the disk', async () => {
    const { open, dir } = await place();
    const fileStore = await open();
    const file = await kept(fileStore, bytesOf(100));
    await truncate(blobPath(dir, file.sha256), 50);
    const reader = await fileStore.open(file.id);
    expect(await failure(reader.read(0, 100))).toMatchObject({ code: 'FILE_STORE_FAILED' });
  });

  test('is not read through a link that somebody has put there', async () => {
    const { open, dir } = await place();
    const fileStore = await open();
    const file = await kept(fileStore, bytesOf(6));
    await writeFile(join(dir, 'secret'), 'secret');
    await rm(blobPath(dir, file.sha256));
    await symlink(join(dir, 'secret'), blobPath(dir, file.sha256));
    expect(await failure(fileStore.open(file.id))).toMatchObject({ code: 'FILE_STORE_FAILED' });
  });

  test('that is unknown cannot be opened or removed', async () => {
    const fileStore = await (await place()).open();
    expect(await fileStore.file('nonsense')).toBeUndefined();
    expect(await failure(fileStore.open('../../etc/passwd'))).toEqual({ code: 'FILE_UNKNOWN' });
    expect(await fileStore.remove('nonsense')).toBe(false);
  });
});

describe('equal contents', () => {
  test('are there once, until the last file that has them is removed', async () => {
    const { open, list } = await place();
    const fileStore = await open();
    const bytes = bytesOf(1000);
    const one = await kept(fileStore, bytes, ann);
    const other = await kept(fileStore, bytes, bob, { name: 'dog.png' });
    expect(one.id).not.toBe(other.id);
    expect(await list('blobs')).toEqual([one.sha256]);
    expect(await fileStore.remove(one.id)).toBe(true);
    expect(await fileStore.remove(one.id)).toBe(false);
    expect(await fileStore.file(one.id)).toBeUndefined();
    expect(Buffer.compare(await contents(fileStore, other.id), bytes)).toBe(0);
    await fileStore.remove(other.id);
    expect(await list('blobs')).toEqual([]);
  });

  test('that come while the same are being removed stay', async () => {
    const fileStore = await (await place()).open();
    const bytes = bytesOf(1000);
    for (let round = 0; round < 10; round++) {
      const old = await kept(fileStore, bytes);
      const hold = (await fileStore.begin(facts(bytes.length), ann)).claim(nobody);
      await hold.write(0, bytes);
      const { ino } = await stat(fileStore.path(old));
      const finishing = hold.finish();
      // The new contents have just come into the place of the old ones.
      while ((await stat(fileStore.path(old))).ino === ino);
      const [file] = await Promise.all([finishing, fileStore.remove(old.id)]);
      expect(sha256(await contents(fileStore, file.id))).toBe(file.sha256);
      await fileStore.remove(file.id);
    }
  });

  test('that are read when they go can be read to the end', async () => {
    const fileStore = await (await place()).open();
    const bytes = bytesOf(1000);
    const file = await kept(fileStore, bytes);
    const reader = await fileStore.open(file.id);
    await fileStore.remove(file.id);
    expect(Buffer.compare(await reader.read(0, 1000), bytes)).toBe(0);
    expect(await failure(fileStore.open(file.id))).toEqual({ code: 'FILE_UNKNOWN' });
  });
});

describe('the files of a room', () => {
  test('are listed newest first, also those of one moment, page by page', async () => {
    const { open, clock } = await place();
    const fileStore = await open();
    const ids: string[] = [];
    for (let index = 0; index < 6; index++) {
      if (index === 3) await clock.advance(1000);
      ids.unshift((await kept(fileStore, bytesOf(1))).id);
    }
    await kept(fileStore, bytesOf(1), { ...ann, room: 'elsewhere' });
    const first = await fileStore.files('lobby', { limit: 4 });
    const rest = await fileStore.files('lobby', { limit: 4, before: first.at(-1)?.id ?? '' });
    expect([...first, ...rest].map(({ id }) => id)).toEqual(ids);
    expect([first.length, rest.length]).toEqual([4, 2]);
  });

  test('go on before one that is no longer there', async () => {
    const fileStore = await (await place()).open();
    const oldest = await kept(fileStore, bytesOf(1));
    const middle = await kept(fileStore, bytesOf(1));
    await kept(fileStore, bytesOf(1));
    await fileStore.remove(middle.id);
    expect(await fileStore.files('lobby', { limit: 9, before: middle.id })).toEqual([oldest]);
    expect(await fileStore.files('nowhere', { limit: 9 })).toEqual([]);
  });
});
