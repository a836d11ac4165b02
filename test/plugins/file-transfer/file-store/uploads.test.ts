import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  ann,
  bytesOf,
  contents,
  facts,
  failure,
  found,
  kept,
  nobody,
  place,
  sha256,
} from './support/file-store-fixture.js';

describe('a file that comes whole', () => {
  test.each([0, 1, 65_536, 3_000_001])('of %i bytes is kept, with its hash', async (size) => {
    const fileStore = await (await place()).open();
    const bytes = bytesOf(size);
    const file = await kept(fileStore, bytes);
    expect(file).toMatchObject({ name: 'cat.png', type: 'image/png', size, sha256: sha256(bytes), owner: ann });
    expect(Buffer.compare(await contents(fileStore, file.id), bytes)).toBe(0);
  });

  test('is written in the order of calls that wait for nothing', async () => {
    const fileStore = await (await place()).open();
    const pieces = Array.from({ length: 500 }, (_, index) => bytesOf(1 + ((index * 7919) % 6000)));
    const whole = Buffer.concat(pieces);
    const upload = await fileStore.begin(facts(whole.length, { sha256: sha256(whole) }), ann);
    const hold = upload.claim(nobody);
    const ends: number[] = [];
    let offset = 0;
    const writes = pieces.map((piece) => {
      const writing = hold.write(offset, piece).then((end) => ends.push(end));
      offset += piece.length;
      return writing;
    });
    expect(hold.expected).toBe(whole.length);
    await Promise.all(writes);
    expect(upload.offset).toBe(whole.length);
    expect(ends).toEqual([...ends].sort((a, b) => a - b));
    expect(Buffer.compare(await contents(fileStore, (await hold.finish()).id), whole)).toBe(0);
  });

  test('can be finished while its last bytes are under way', async () => {
    const fileStore = await (await place()).open();
    const bytes = bytesOf(300_000);
    const hold = (await fileStore.begin(facts(bytes.length), ann)).claim(nobody);
    const [, file] = await Promise.all([hold.write(0, bytes), hold.finish()]);
    expect(file.sha256).toBe(sha256(bytes));
  });

  test('is for this user only, in folders for this user only', async () => {
    const { open, dir } = await place();
    const fileStore = await open();
    const { sha256: hash } = await kept(fileStore, bytesOf(10));
    const folder = join(dir, 'blobs', hash.slice(0, 2), hash.slice(2, 4));
    const modes = await Promise.all([join(dir, 'incoming'), folder, join(folder, hash)].map((path) => stat(path)));
    expect(modes.map(({ mode }) => mode & 0o777)).toEqual([0o700, 0o700, 0o600]);
  });

  test('is an upload no longer', async () => {
    const { open, list } = await place();
    const fileStore = await open();
    const upload = await fileStore.begin(facts(1), ann);
    const hold = upload.claim(nobody);
    await hold.write(0, bytesOf(1));
    await hold.finish();
    expect(fileStore.upload(upload.id)).toBeUndefined();
    expect(await list('incoming')).toEqual([]);
    expect(await failure(hold.finish())).toEqual({ code: 'FILE_UNKNOWN' });
    await hold.abort();
    hold.release();
  });

  test('finished twice at once is one file', async () => {
    const fileStore = await (await place()).open();
    const hold = (await fileStore.begin(facts(0), ann)).claim(nobody);
    const [one, other] = await Promise.all([hold.finish(), hold.finish()]);
    expect(one).toBe(other);
    expect(await fileStore.files('lobby', { limit: 10 })).toHaveLength(1);
  });
});

describe('bytes are refused', () => {
  test('that are not the next ones, with the offset that is', async () => {
    const fileStore = await (await place()).open();
    const hold = (await fileStore.begin(facts(100), ann)).claim(nobody);
    const first = hold.write(0, bytesOf(30));
    for (const offset of [0, 29, 31]) {
      expect(await failure(hold.write(offset, bytesOf(1)))).toEqual({ code: 'FILE_OFFSET', details: { offset: 30 } });
    }
    expect(await first).toBe(30);
  });

  test('beyond the size that was told', async () => {
    const fileStore = await (await place()).open();
    const hold = (await fileStore.begin(facts(10), ann)).claim(nobody);
    expect(await failure(hold.write(0, bytesOf(11)))).toEqual({ code: 'FILE_TOO_LARGE', details: { limit: 10 } });
    expect(hold.expected).toBe(0);
  });

  test('when more than four mebibytes wait', async () => {
    const fileStore = await (await place()).open();
    const mebibyte = bytesOf(1024 * 1024);
    const hold = (await fileStore.begin(facts(9 * mebibyte.length), ann)).claim(nobody);
    const four = [0, 1, 2, 3].map((index) => hold.write(index * mebibyte.length, mebibyte));
    const limit = 4 * mebibyte.length;
    expect(await failure(hold.write(limit, bytesOf(1)))).toEqual({ code: 'FILE_BACKLOG', details: { limit } });
    await Promise.all(four);
    expect(await hold.write(limit, mebibyte)).toBe(5 * mebibyte.length);
  });

  test('in too many pieces, however small', async () => {
    const fileStore = await (await place()).open();
    const hold = (await fileStore.begin(facts(20_000), ann)).claim(nobody);
    const results = await Promise.allSettled(
      Array.from({ length: 10_000 }, (_, offset) => hold.write(offset, Uint8Array.of(1))),
    );
    const taken = results.filter(({ status }) => status === 'fulfilled').length;
    expect(taken).toBeLessThan(9000);
    expect(hold.expected).toBe(taken);
  });
});

describe('a file is refused', () => {
  test('that is not complete, with the offset to go on from', async () => {
    const fileStore = await (await place()).open();
    const hold = (await fileStore.begin(facts(10), ann)).claim(nobody);
    await hold.write(0, bytesOf(4));
    expect(await failure(hold.finish())).toEqual({ code: 'FILE_INCOMPLETE', details: { offset: 4 } });
    await hold.write(4, bytesOf(6));
    expect((await hold.finish()).size).toBe(10);
  });

  test('whose checksum is another, and is given up', async () => {
    const { open, list } = await place();
    const fileStore = await open();
    const upload = await fileStore.begin(facts(10, { sha256: sha256(bytesOf(10)) }), ann);
    const hold = upload.claim(nobody);
    await hold.write(0, bytesOf(10));
    expect(await failure(hold.finish())).toEqual({ code: 'FILE_CHECKSUM' });
    expect(fileStore.upload(upload.id)).toBeUndefined();
    expect([await list('incoming'), await list('blobs')]).toEqual([[], []]);
    expect(await failure(hold.write(0, bytesOf(1)))).toEqual({ code: 'FILE_ABORTED' });
  });

  test.each([
    ['a path for a name', { name: '../cat.png' }],
    ['a type with parameters', { type: 'text/html; charset=x' }],
    ['a negative size', { size: -1 }],
    ['half a byte', { size: 0.5 }],
    ['a hash that is none', { sha256: 'ABC' }],
  ])('as misuse with %s', async (_, more) => {
    const fileStore = await (await place()).open();
    await expect(fileStore.begin(facts(10, more), ann)).rejects.toThrow(TypeError);
  });
});

describe('an upload that changes hands', () => {
  test('is lost to whoever held it, in the middle of their writes', async () => {
    const fileStore = await (await place()).open();
    const bytes = bytesOf(200_000);
    const upload = await fileStore.begin(facts(bytes.length, { sha256: sha256(bytes) }), ann);
    const told: string[] = [];
    const old = upload.claim((code) => told.push(code));
    const under = old.write(0, bytes.subarray(0, 100_000));
    const hold = found(fileStore, upload.id).claim(nobody);
    expect(told).toEqual(['FILE_TAKEN_OVER']);
    expect(hold.expected).toBe(100_000);
    expect(await failure(old.write(100_000, bytes.subarray(100_000)))).toEqual({ code: 'FILE_TAKEN_OVER' });
    expect(await failure(old.finish())).toEqual({ code: 'FILE_TAKEN_OVER' });
    expect(await failure(old.abort())).toEqual({ code: 'FILE_TAKEN_OVER' });
    old.release();
    await hold.write(hold.expected, bytes.subarray(100_000));
    expect(await under).toBe(100_000);
    expect((await hold.finish()).sha256).toBe(sha256(bytes));
  });

  test('while it is being finished is finished by the new holder alone', async () => {
    const fileStore = await (await place()).open();
    const bytes = bytesOf(2_000_000);
    const upload = await fileStore.begin(facts(bytes.length), ann);
    const old = upload.claim(nobody);
    void old.write(0, bytes);
    const finishing = failure(old.finish());
    const hold = upload.claim(nobody);
    expect(await finishing).toEqual({ code: 'FILE_TAKEN_OVER' });
    expect((await hold.finish()).sha256).toBe(sha256(bytes));
    expect(await fileStore.files('lobby', { limit: 10 })).toHaveLength(1);
  });

  test('goes on where it was after it has been let go', async () => {
    const fileStore = await (await place()).open();
    const bytes = bytesOf(50_000);
    const upload = await fileStore.begin(facts(bytes.length), ann);
    const first = upload.claim(nobody);
    void first.write(0, bytes.subarray(0, 20_000));
    first.release();
    const second = upload.claim(nobody);
    await second.write(second.expected, bytes.subarray(20_000));
    expect((await second.finish()).sha256).toBe(sha256(bytes));
  });
});

describe('an upload that is given up', () => {
  test('is gone, with its bytes', async () => {
    const { open, list } = await place();
    const fileStore = await open();
    const upload = await fileStore.begin(facts(10), ann);
    const hold = upload.claim(() => expect.unreachable('Whoever gives up is not told.'));
    await hold.write(0, bytesOf(5));
    await hold.abort();
    await hold.abort();
    expect(fileStore.upload(upload.id)).toBeUndefined();
    expect(await list('incoming')).toEqual([]);
    expect(await failure(hold.write(5, bytesOf(5)))).toEqual({ code: 'FILE_ABORTED' });
    expect(await failure(hold.finish())).toEqual({ code: 'FILE_ABORTED' });
  });

  test('refuses what waits to be written', async () => {
    const fileStore = await (await place()).open();
    const hold = (await fileStore.begin(facts(100), ann)).claim(nobody);
    const writes = [hold.write(0, bytesOf(10)), hold.write(10, bytesOf(10))];
    const waiting = failure(writes[1] as Promise<number>);
    await hold.abort();
    expect(await waiting).toEqual({ code: 'FILE_ABORTED' });
    await writes[0];
  });

  test('cannot be claimed by whoever still knows it', async () => {
    const fileStore = await (await place()).open();
    const upload = await fileStore.begin(facts(10), ann);
    await upload.claim(nobody).abort();
    expect(await failure(upload.claim(nobody).write(0, bytesOf(1)))).toEqual({ code: 'FILE_ABORTED' });
  });
});
