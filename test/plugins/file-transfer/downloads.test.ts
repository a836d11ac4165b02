import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { fetchFile } from '../../../bench/files/client/fetch-file.js';
import { type Source, sourceOf } from '../../../bench/files/client/source.js';
import { deferred } from '../../support/deferred.js';
import { refusalOf, sendSmall } from './support/files.js';
import { openTransferFixture, type StageOptions } from './support/transfer-fixture.js';

const KIB = 1_024;

/** A file of Ann's in the lobby, with Bob there too. */
async function stored(source: Source, options: StageOptions = {}) {
  const stage = await openTransferFixture(options);
  const [ann, bob] = [await stage.peer('ann'), await stage.peer('bob')];
  const { file } = await sendSmall(ann, { mediaType: 'text/plain' }, source);
  return { ...stage, ann, bob, file: String(file) };
}

describe('a download', () => {
  test.each([0, 1, 65_536, 65_537, 300_000])('brings all of %i bytes', async (size) => {
    const source = sourceOf(size, 3);
    const { bob, file, told, fileStore } = await stored(source);
    const hash = createHash('sha256');
    const header = await fetchFile(bob, { file, write: (_, bytes) => void hash.update(bytes) });
    expect(header).toMatchObject({
      file,
      name: 'a.txt',
      size,
      mediaType: 'text/plain',
      sha256: source.sha256,
      offset: 0,
    });
    expect(hash.digest('hex')).toBe(source.sha256);
    expect(told.at(-1)).toEqual(['fileSent', expect.objectContaining({ file, bytes: size })]);
    expect(fileStore.readers()).toBe(0);
  });

  test('is told of by its reply, then by its header, its parts and its end', async () => {
    const source = sourceOf(100_000, 3);
    const { bob, file } = await stored(source);
    const { transfer } = await fetchFile(bob, { file, write() {} });
    const facts = { file, name: 'a.txt', size: 100_000, mediaType: 'text/plain', sha256: source.sha256 };
    expect(bob.heard.filter(({ type }) => String(type).startsWith('file.'))).toEqual([
      { type: 'file.header', transfer, ...facts, offset: 0 },
      { type: 'file.chunk', transfer, offset: 0, bytes: 65_536 },
      { type: 'file.chunk', transfer, offset: 65_536, bytes: 100_000 - 65_536 },
      { type: 'file.end', transfer, sha256: source.sha256 },
    ]);
  });

  test('begins where it is asked to', async () => {
    const source = sourceOf(5_000, 3);
    const { bob, file, told } = await stored(source);
    const parts: number[] = [];
    await fetchFile(bob, { file, offset: 4_000, write: (offset, bytes) => void parts.push(offset, bytes.length) });
    expect(parts).toEqual([4_000, 1_000]);
    expect(told.at(-1)).toEqual(['fileSent', expect.objectContaining({ bytes: 1_000 })]);
  });

  test('sends no more than the credit until something is acknowledged', async () => {
    const source = sourceOf(400 * KIB, 3);
    const { bob, file, world } = await stored(source);
    const { transfer } = await bob.ask({ type: 'file.get', file, credit: 128 * KIB });
    await world.settle();
    const parts = () => bob.heard.filter(({ type }) => type === 'file.chunk').length;
    expect(parts()).toBe(2);
    bob.send({ type: 'file.chunk_ack', transfer: String(transfer), offset: 64 * KIB });
    await world.settle();
    expect(parts()).toBe(3);
  });

  test('goes part by part for a client whose credit is one part', async () => {
    const source = sourceOf(200 * KIB, 3);
    const { bob, file, world } = await stored(source);
    const { transfer } = await bob.ask({ type: 'file.get', file, credit: 64 * KIB });
    for (let count = 1; count <= 4; count++) {
      await world.settle();
      expect(bob.heard.filter(({ type }) => type === 'file.chunk')).toHaveLength(count);
      bob.send({ type: 'file.chunk_ack', transfer: String(transfer), offset: Math.min(count * 64, 200) * KIB });
    }
    await world.settle();
    expect(bob.heard.at(-1)).toMatchObject({ type: 'file.end', transfer });
  });

  test.each([4_096, 40_000, 65_536, 100_000])(
    'goes step by step where parts have %i bytes at most',
    async (chunkBytes) => {
      const size = 200 * KIB;
      const { bob, file, world } = await stored(sourceOf(size, 3), { files: { chunkBytes } });
      const { transfer, credit, chunk } = await bob.ask({ type: 'file.get', file, credit: 64 * KIB, stepwise: true });
      const part = Math.min(chunkBytes, 64 * KIB);
      expect([credit, chunk]).toEqual([part, part]);
      for (let at = 0; at < size; at += part) {
        await world.settle();
        const parts = bob.heard.filter(({ type }) => type === 'file.chunk');
        expect(parts).toHaveLength(at / part + 1);
        expect(parts.at(-1)).toMatchObject({ offset: at, bytes: Math.min(part, size - at) });
        bob.send({ type: 'file.chunk_ack', transfer: String(transfer), offset: Math.min(at + part, size) });
      }
      await world.settle();
      expect(bob.heard.at(-1)).toMatchObject({ type: 'file.end', transfer });
    },
  );

  test('says how large its parts are at most', async () => {
    const { bob, file } = await stored(sourceOf(5_000, 3), { files: { chunkBytes: 100_000 } });
    expect(await bob.ask({ type: 'file.get', file })).toMatchObject({ credit: 1_048_576, chunk: 100_000 });
    expect(await bob.ask({ type: 'file.get', file, credit: 64 * KIB })).toMatchObject({ chunk: 64 * KIB });
  });

  test('lets messages through between two parts', async () => {
    const source = sourceOf(2_000 * KIB, 3);
    const { ann, bob, file, world } = await stored(source);
    const done = fetchFile(bob, { file, write() {} });
    const text = Array.from({ length: 8 }, (_, index) => String(index));
    for (const each of text) {
      ann.send({ type: 'say', room: 'lobby', text: each });
      await world.settle();
    }
    await done;
    const types = bob.heard.map(({ type }) => type);
    const first = types.indexOf('file.chunk');
    const between = types.slice(first, types.indexOf('file.end')).filter((type) => type === 'message');
    expect(between.length).toBeGreaterThan(2);
  });

  test('ends before the farewell, which is the last that is said', async () => {
    const { bob, file } = await stored(sourceOf(3_000 * KIB, 3));
    await bob.ask({ type: 'file.get', file, credit: 16_384 * KIB });
    await bob.next('file.chunk');
    bob.send({ type: 'quit' });
    await bob.over;
    expect(bob.heard.at(-1)).toMatchObject({ type: 'bye' });
  });

  test('is given up by the client, and leaves nothing open', async () => {
    const { bob, file, fileStore, world } = await stored(sourceOf(400 * KIB, 3));
    const { transfer } = await bob.ask({ type: 'file.get', file, credit: 64 * KIB });
    await bob.ask({ type: 'file.abort', transfer: String(transfer) });
    bob.send({ type: 'file.chunk_ack', transfer: String(transfer), offset: 64 * KIB });
    await world.settle();
    expect(fileStore.readers()).toBe(0);
    expect(bob.heard.filter(({ type }) => type === 'error')).toEqual([]);
  });

  test('ends when the file cannot be read any more', async () => {
    const broken = deferred();
    const { bob, file, fileStore } = await stored(sourceOf(5_000, 3), { pace: { read: () => broken.promise } });
    const { transfer } = await bob.ask({ type: 'file.get', file });
    broken.reject(new Error('no disk'));
    expect(await bob.next('file.abort')).toMatchObject({ transfer, code: 'FILE_STORE_FAILED' });
    expect(fileStore.readers()).toBe(0);
  });

  test('ends when nothing is acknowledged for too long', async () => {
    const { bob, file, world, fileStore } = await stored(sourceOf(400 * KIB, 3), { files: { stallMs: 10_000 } });
    const { transfer } = await bob.ask({ type: 'file.get', file, credit: 64 * KIB });
    await world.pass(15_000);
    expect(await bob.next('file.abort')).toMatchObject({ transfer, code: 'FILE_STALLED' });
    expect(fileStore.readers()).toBe(0);
  });

  test('goes on to its end when the file is removed meanwhile', async () => {
    const source = sourceOf(400 * KIB, 3);
    const { ann, bob, file } = await stored(source);
    const hash = createHash('sha256');
    let removed: Promise<unknown> | undefined;
    await fetchFile(bob, {
      file,
      write(_, bytes) {
        hash.update(bytes);
        removed ??= ann.ask({ type: 'file.remove', file });
      },
    });
    await removed;
    expect(hash.digest('hex')).toBe(source.sha256);
    expect(await refusalOf(bob.ask({ type: 'file.get', file }))).toBe('FILE_UNKNOWN');
  });

  test('is for whoever knows the id, in the room or not', async () => {
    const { file, peer } = await stored(sourceOf(5_000, 3));
    const carl = await peer('carl', []);
    expect(await fetchFile(carl, { file, write() {} })).toMatchObject({ size: 5_000 });
  });

  test.each([
    [{ file: 'none' }, 'FILE_UNKNOWN'],
    [{ offset: 5_001 }, 'FILE_OFFSET'],
    [{ offset: -1 }, 'CHAT_BAD_COMMAND'],
    [{ credit: 1_000 }, 'CHAT_BAD_COMMAND'],
    [{ credit: 17_000_000 }, 'CHAT_BAD_COMMAND'],
    [{ file: 7 }, 'CHAT_BAD_COMMAND'],
  ])('with %j is refused with %s', async (fields, code) => {
    const { bob, file, fileStore } = await stored(sourceOf(5_000, 3));
    expect(await refusalOf(bob.ask({ type: 'file.get', file, ...fields }))).toBe(code);
    expect(fileStore.readers()).toBe(0);
  });

  test('counts among the transfers of its session', async () => {
    const { bob, file } = await stored(sourceOf(400 * KIB, 3), { files: { sessionTransfers: 1 } });
    await bob.ask({ type: 'file.get', file, credit: 64 * KIB });
    expect(await refusalOf(bob.ask({ type: 'file.get', file }))).toBe('FILE_BUSY');
  });
});

describe('an acknowledgement', () => {
  test('of what was not sent is refused', async () => {
    const { bob, file, world } = await stored(sourceOf(400 * KIB, 3));
    const { transfer } = await bob.ask({ type: 'file.get', file, credit: 64 * KIB });
    await world.settle();
    const ack = bob.ask({ type: 'file.chunk_ack', transfer: String(transfer), offset: 65_537 });
    await expect(ack).rejects.toMatchObject({ code: 'FILE_OFFSET', details: { offset: 65_536 } });
  });

  test('of a download that is not there is refused', async () => {
    const { bob } = await stored(sourceOf(5_000, 3));
    expect(await refusalOf(bob.ask({ type: 'file.chunk_ack', transfer: 'd99', offset: 0 }))).toBe('FILE_UNKNOWN');
  });

  test('of nothing new, again and again, ends the connection', async () => {
    const { bob, file } = await stored(sourceOf(400 * KIB, 3));
    const { transfer } = await bob.ask({ type: 'file.get', file, credit: 64 * KIB });
    for (let count = 0; count < 4_096; count++) {
      bob.send({ type: 'file.chunk_ack', transfer: String(transfer), offset: 0 });
    }
    expect(await bob.next('bye')).toMatchObject({ code: 'FILE_USELESS' });
  });
});
