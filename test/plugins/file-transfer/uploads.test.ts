import { describe, expect, test } from 'vitest';
import { sendFile } from '../../../bench/files/client/send-file.js';
import { sourceOf } from '../../../bench/files/client/source.js';
import { refusalOf, sendSmall } from './support/files.js';
import { openTransferFixture } from './support/transfer-fixture.js';

const KIB = 1_024;

describe('an upload', () => {
  test('is kept whole, and its reply says where it was announced', async () => {
    const { peer, fileStore, told, world } = await openTransferFixture();
    const counted: string[] = [];
    world.hub.on('counted', ({ what, amount }) => void counted.push(`${what} ${amount}`));
    const ann = await peer('ann');
    const source = sourceOf(300_000, 1);
    const header = { room: 'lobby', name: 'a.bin', size: source.size, mediaType: 'image/png' };
    const sent = await sendFile(ann, { header, ...source });
    const kept = fileStore.kept.get(String(sent.file))?.bytes ?? new Uint8Array();
    expect(Buffer.compare(kept, source.read(0, source.size))).toBe(0);
    const { id, epoch, offset, at } = await ann.next('message');
    const where = { room: 'lobby', id, epoch, offset, at };
    expect(JSON.stringify(sent)).toBe(
      JSON.stringify({ transfer: sent.transfer, file: sent.file, sha256: source.sha256, ...where }),
    );
    expect(counted).toEqual(['stored 1', 'stored_bytes 300000']);
    expect(told).toEqual([
      [
        'fileStored',
        expect.objectContaining({ file: String(sent.file), room: 'lobby', name: 'a.bin', type: 'image/png' }),
      ],
    ]);
  });

  test('of no bytes is complete at once', async () => {
    const { peer } = await openTransferFixture();
    const sent = await sendSmall(await peer('ann'), {}, sourceOf(0, 1));
    expect(sent.sha256).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
  });

  test('is told how much may be under way, and its name as it will be shown', async () => {
    const { peer } = await openTransferFixture();
    const ann = await peer('ann');
    const header = { type: 'file.header', room: '#Lobby', name: '../../etc/a\u202e.txt', size: 10 };
    expect(await ann.ask(header)).toEqual({
      transfer: expect.any(String),
      offset: 0,
      credit: 1_048_576,
      chunk: 65_536,
      name: 'a.txt',
      size: 10,
    });
  });

  test('with another checksum than was told is refused, and nobody hears of it', async () => {
    const { peer, fileStore, told } = await openTransferFixture();
    const ann = await peer('ann');
    expect(await refusalOf(sendSmall(ann, { sha256: '0'.repeat(64) }))).toBe('FILE_CHECKSUM');
    expect([fileStore.kept.size, ann.heard.filter(({ type }) => type === 'message')]).toEqual([0, []]);
    expect(told).toEqual([['fileRefused', expect.objectContaining({ code: 'FILE_CHECKSUM', name: 'a.txt' })]]);
  });

  test('with the checksum that was told is taken', async () => {
    const { peer } = await openTransferFixture();
    const source = sourceOf(5_000, 1);
    const sent = await sendSmall(await peer('ann'), { sha256: source.sha256.toUpperCase() }, source);
    expect(sent.sha256).toBe(source.sha256);
  });

  test('that is not complete is not ended, and goes on', async () => {
    const { peer } = await openTransferFixture();
    const ann = await peer('ann');
    const source = sourceOf(5_000, 1);
    const { transfer } = await ann.ask({ type: 'file.header', room: 'lobby', name: 'a', size: 5_000 });
    ann.send({ type: 'file.chunk', transfer: String(transfer), offset: 0 }, source.read(0, 2_000));
    expect(await refusalOf(ann.ask({ type: 'file.end', transfer: String(transfer) }))).toBe('FILE_INCOMPLETE');
    ann.send({ type: 'file.chunk', transfer: String(transfer), offset: 2_000 }, source.read(2_000, 3_000));
    expect(await ann.ask({ type: 'file.end', transfer: String(transfer) })).toMatchObject({ sha256: source.sha256 });
  });

  test('whose last bytes could not be written says so, and goes on', async () => {
    let isBroken = true;
    const write = () => (isBroken ? Promise.reject(new Error('no disk')) : Promise.resolve());
    const { peer } = await openTransferFixture({ pace: { write } });
    const ann = await peer('ann');
    const source = sourceOf(5_000, 1);
    const { transfer } = await ann.ask({ type: 'file.header', room: 'lobby', name: 'a', size: 5_000 });
    ann.send({ type: 'file.chunk', transfer: String(transfer), offset: 0 }, source.read(0, 5_000));
    expect(await refusalOf(ann.ask({ type: 'file.end', transfer: String(transfer) }))).toBe('FILE_STORE_FAILED');
    isBroken = false;
    const header = { transfer: String(transfer) };
    expect(await sendFile(ann, { header, ...source })).toMatchObject({ sha256: source.sha256 });
  });

  test('tells the same again when it is ended again', async () => {
    const { peer } = await openTransferFixture();
    const ann = await peer('ann');
    const first = await sendSmall(ann);
    const again = await ann.ask({ type: 'file.end', transfer: String(first.transfer) });
    expect(again).toEqual(first);
    expect(ann.heard.filter(({ type }) => type === 'message')).toHaveLength(1);
  });

  test('is given up by its sender, and its bytes are forgotten', async () => {
    const { peer, fileStore } = await openTransferFixture();
    const ann = await peer('ann');
    const { transfer } = await ann.ask({ type: 'file.header', room: 'lobby', name: 'a', size: 5_000 });
    await ann.ask({ type: 'file.abort', transfer: String(transfer) });
    expect(fileStore.upload(String(transfer))).toBeUndefined();
    expect(await refusalOf(ann.ask({ type: 'file.header', transfer: String(transfer) }))).toBe('FILE_UNKNOWN');
  });

  test('is not given up by others', async () => {
    const { peer, fileStore } = await openTransferFixture();
    const [ann, bob] = [await peer('ann'), await peer('bob')];
    const { transfer } = await ann.ask({ type: 'file.header', room: 'lobby', name: 'a', size: 5_000 });
    expect(await refusalOf(bob.ask({ type: 'file.abort', transfer: String(transfer) }))).toBe('FILE_UNKNOWN');
    expect(fileStore.upload(String(transfer))).toBeDefined();
  });

  test('lets the chat of its own session through between two parts', async () => {
    const { peer, world } = await openTransferFixture();
    const [ann, bob] = [await peer('ann'), await peer('bob')];
    const source = sourceOf(200 * KIB, 1);
    const { transfer } = await ann.ask({ type: 'file.header', room: 'lobby', name: 'a', size: source.size });
    for (const at of [0, 64, 128]) {
      ann.send({ type: 'file.chunk', transfer: String(transfer), offset: at * KIB }, source.read(at * KIB, 64 * KIB));
      ann.send({ type: 'say', room: 'lobby', text: `at ${at}` });
    }
    await world.settle();
    expect(bob.heard.filter(({ type }) => type === 'message').map(({ text }) => text)).toEqual([
      'at 0',
      'at 64',
      'at 128',
    ]);
  });

  test('needs its sender in the room, when it begins and when it ends', async () => {
    const { peer } = await openTransferFixture();
    const ann = await peer('ann');
    expect(await refusalOf(sendSmall(ann, { room: 'attic' }))).toBe('CHAT_NOT_IN_ROOM');
    const { transfer } = await ann.ask({ type: 'file.header', room: 'lobby', name: 'a', size: 0 });
    await ann.ask({ type: 'leave', room: 'lobby' });
    expect(await refusalOf(ann.ask({ type: 'file.end', transfer: String(transfer) }))).toBe('CHAT_NOT_IN_ROOM');
    await ann.ask({ type: 'join', room: 'lobby' });
    expect(await ann.ask({ type: 'file.end', transfer: String(transfer) })).toMatchObject({ room: 'lobby' });
  });

  test.each([
    [{ room: 'lobby', name: 'a' }, 'size'],
    [{ room: 'lobby', name: 'a', size: -1 }, 'size'],
    [{ room: 'lobby', name: 'a', size: 1.5 }, 'size'],
    [{ room: 'lobby', size: 1 }, 'name'],
    [{ room: 'lobby', name: '', size: 1 }, 'name'],
    [{ name: 'a', size: 1 }, 'room'],
    [{ room: 'lobby', to: 'bob', name: 'a', size: 1 }, 'to'],
    [{ room: 'lobby', name: 'a', size: 1, mediaType: 7 }, 'mediaType'],
    [{ room: 'lobby', name: 'a', size: 1, sha256: 'abc' }, 'sha256'],
    [{ transfer: 7 }, 'transfer'],
  ])('is refused as %j', async (fields, field) => {
    const { peer } = await openTransferFixture();
    const ann = await peer('ann');
    await expect(ann.ask({ type: 'file.header', ...fields })).rejects.toMatchObject({
      code: 'CHAT_BAD_COMMAND',
      details: { field },
    });
  });
});

describe('a part', () => {
  test('must have bytes with it', async () => {
    const { peer } = await openTransferFixture();
    const ann = await peer('ann');
    expect(await refusalOf(ann.ask({ type: 'file.chunk', transfer: 'x', offset: 0 }))).toBe('CHAT_BAD_COMMAND');
  });

  test('of a transfer that is not there is refused', async () => {
    const { peer } = await openTransferFixture();
    const ann = await peer('ann');
    ann.send({ type: 'file.chunk', transfer: 'x', offset: 0 }, new Uint8Array(2_000));
    expect(await ann.next('error')).toMatchObject({ code: 'FILE_UNKNOWN', details: { transfer: 'x' } });
  });

  test('that was still under way when its transfer ended is no mistake', async () => {
    const { peer, world } = await openTransferFixture();
    const ann = await peer('ann');
    const { transfer } = await ann.ask({ type: 'file.header', room: 'lobby', name: 'a', size: 5_000 });
    await ann.ask({ type: 'file.abort', transfer: String(transfer) });
    ann.send({ type: 'file.chunk', transfer: String(transfer), offset: 0 }, new Uint8Array(2_000));
    await world.settle();
    expect(ann.heard.filter(({ type }) => type === 'error')).toEqual([]);
  });

  test('that nobody waits for, again and again, ends the connection', async () => {
    const { peer } = await openTransferFixture();
    const ann = await peer('ann');
    for (let count = 0; count < 4_096; count++) {
      ann.send({ type: 'file.chunk', transfer: 'x', offset: 0 }, new Uint8Array(2_000));
    }
    expect(await ann.next('bye')).toMatchObject({ code: 'FILE_USELESS' });
    await ann.over;
  });
});

describe('a limit', () => {
  test('is on the size of a file', async () => {
    const { peer, told } = await openTransferFixture({ files: { fileBytes: 4_999 } });
    expect(await refusalOf(sendSmall(await peer('ann')))).toBe('FILE_TOO_LARGE');
    expect(told).toEqual([['fileRefused', expect.objectContaining({ code: 'FILE_TOO_LARGE', size: 5_000 })]]);
  });

  test('is on what one user keeps', async () => {
    const { peer } = await openTransferFixture({ files: { userBytes: 9_999 } });
    const [ann, bob] = [await peer('ann'), await peer('bob')];
    await sendSmall(ann);
    expect(await refusalOf(sendSmall(ann))).toBe('FILE_QUOTA');
    expect(await sendSmall(bob)).toMatchObject({ room: 'lobby' });
  });

  test('is on what all keep', async () => {
    const { peer } = await openTransferFixture({ files: { totalBytes: 9_999 } });
    await sendSmall(await peer('ann'));
    expect(await refusalOf(sendSmall(await peer('bob')))).toBe('FILE_QUOTA');
  });

  test('is on media types and extensions', async () => {
    const files = { types: { deny: ['text/html'] }, extensions: { deny: ['exe'] } };
    const { peer, told } = await openTransferFixture({ files });
    const ann = await peer('ann');
    expect(await refusalOf(sendSmall(ann, { name: 'A.EXE' }))).toBe('FILE_TYPE');
    expect(await refusalOf(sendSmall(ann, { mediaType: 'TEXT/html; charset=utf-8' }))).toBe('FILE_TYPE');
    expect(told.map(([, { name }]) => name)).toEqual(['A.EXE', 'a.txt']);
  });

  test('is on transfers at once of a session', async () => {
    const { peer } = await openTransferFixture({ files: { sessionTransfers: 2 } });
    const ann = await peer('ann');
    const begin = () => ann.ask({ type: 'file.header', room: 'lobby', name: 'a', size: 5 });
    const [first] = [await begin(), await begin()];
    expect(await refusalOf(begin())).toBe('FILE_BUSY');
    await ann.ask({ type: 'file.abort', transfer: String(first?.transfer) });
    expect(await begin()).toMatchObject({ offset: 0 });
  });

  test('is on transfers at once of a user, and those that are being begun count', async () => {
    const { peer } = await openTransferFixture({ files: { userTransfers: 1 } });
    const ann = await peer('ann');
    const begin = () => ann.ask({ type: 'file.header', room: 'lobby', name: 'a', size: 5 });
    const first = begin();
    expect(await refusalOf(begin())).toBe('FILE_BUSY');
    expect(await first).toMatchObject({ offset: 0 });
  });

  test('is on transfers at once of all', async () => {
    const { peer } = await openTransferFixture({ files: { transfers: 1 } });
    const [ann, bob] = [await peer('ann'), await peer('bob')];
    await ann.ask({ type: 'file.header', room: 'lobby', name: 'a', size: 5 });
    expect(await refusalOf(sendSmall(bob))).toBe('FILE_BUSY');
    ann.abort();
    await ann.over;
    expect(await sendSmall(bob)).toMatchObject({ room: 'lobby' });
  });

  test('is on how long a transfer may stand still; an upload can be gone on with', async () => {
    const { peer, world, fileStore } = await openTransferFixture({ files: { stallMs: 10_000 } });
    const ann = await peer('ann');
    const { transfer } = await ann.ask({ type: 'file.header', room: 'lobby', name: 'a', size: 20_000 });
    await world.pass(7_000);
    ann.send({ type: 'file.chunk', transfer: String(transfer), offset: 0 }, new Uint8Array(8_000));
    await world.pass(7_000);
    expect(ann.heard.filter(({ type }) => type === 'file.abort')).toEqual([]);
    await world.pass(7_000);
    expect(await ann.next('file.abort')).toMatchObject({ transfer, code: 'FILE_STALLED' });
    expect(fileStore.upload(String(transfer))).toBeDefined();
    expect(await ann.ask({ type: 'file.header', transfer: String(transfer) })).toMatchObject({ offset: 8_000 });
  });

  test('is on how slow a transfer may be: a part now and then does not keep its place', async () => {
    const { peer, world, fileStore } = await openTransferFixture({ files: { stallMs: 10_000 } });
    const ann = await peer('ann');
    const { transfer } = await ann.ask({ type: 'file.header', room: 'lobby', name: 'a', size: 50_000 });
    for (let offset = 0; offset < 8 * 1_024; offset += 1_024) {
      ann.send({ type: 'file.chunk', transfer: String(transfer), offset }, new Uint8Array(1_024));
      await world.pass(3_000);
    }
    expect(await ann.next('file.abort')).toMatchObject({ transfer, code: 'FILE_STALLED' });
    expect(fileStore.upload(String(transfer))).toBeDefined();
  });

  test('is on how long an upload waits for its next byte', async () => {
    const { peer, world, fileStore } = await openTransferFixture({ files: { uploadMs: 100_000 } });
    const ann = await peer('ann', ['lobby']);
    const { transfer } = await ann.ask({ type: 'file.header', room: 'lobby', name: 'a', size: 5_000 });
    await world.pass(170_000);
    expect(fileStore.upload(String(transfer))).toBeUndefined();
    expect(await ann.next('file.abort')).toMatchObject({ transfer, code: 'FILE_EXPIRED' });
  });
});
