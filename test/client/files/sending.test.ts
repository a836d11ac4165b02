import { describe, expect, test } from 'vitest';
import type { Client, FileSending, FileSource, MessageEvent } from '../../../client/index.js';
import { bytesOf, cutAll, fileHub, sha256 } from './support/hub.js';

const announced = (client: Client): Promise<MessageEvent> =>
  new Promise((resolve) => client.on('message', (message) => message.kind === 'file' && resolve(message)));

describe('a file', () => {
  test.each([
    ['WebSocket', 0],
    ['WebSocket', 1],
    ['WebSocket', 3_000_000],
    ['TCP', 300_000],
  ] as const)('goes to a room over %s, of %i bytes, whole and announced', async (wire, size) => {
    const { person } = await fileHub();
    const [ann, bob] = [person('ann', wire), person('bob')];
    await bob.join('lobby');
    const seen = announced(bob);
    const room = await ann.join('lobby');
    const bytes = bytesOf(size);
    const shown: number[] = [];
    const progress = (acknowledged: number) => void shown.push(acknowledged);
    const sending = room.sendFile(new Blob([bytes.slice().buffer]), {
      name: 'кот.bin',
      sha256: sha256(bytes),
      progress,
    });
    expect(await sending.done).toMatchObject({ room: 'lobby', sha256: sha256(bytes) });
    expect(await seen).toMatchObject({ data: { name: 'кот.bin', size, sha256: sha256(bytes) } });
    expect([sending.acknowledged, shown.at(-1) ?? 0]).toEqual([size, size]);
    expect(shown).toEqual([...shown].sort((a, b) => a - b));
  });

  test('goes to one person', async () => {
    const { person } = await fileHub();
    const [ann, bob] = [person('ann'), person('bob')];
    await bob.join('lobby');
    await ann.join('attic');
    const seen = announced(bob);
    await ann.sendFile({ to: 'bob' }, bytesOf(10)).done;
    expect(await seen).toMatchObject({ to: { nick: 'bob' }, data: { name: 'file', size: 10 } });
  });

  test('goes on from where it was when the connection is lost, again and again', async () => {
    const { hub, person } = await fileHub();
    const ann = person('ann');
    const room = await ann.join('lobby');
    const bytes = bytesOf(6_000_000);
    const reads: number[] = [];
    let cuts = 3;
    const source: FileSource = {
      size: bytes.length,
      name: 'large.bin',
      async read(offset, length) {
        reads.push(offset);
        if (cuts > 0 && offset > (4 - cuts) * 1_500_000) {
          cuts--;
          cutAll(hub, ann);
        }
        return bytes.subarray(offset, offset + length);
      },
    };
    const { file } = await room.sendFile(source, { sha256: sha256(bytes) }).done;
    expect(file).toMatch(/\S/);
    expect(cuts).toBe(0);
    // What was acknowledged is not sent again.
    expect(reads.length).toBeLessThan(2 * Math.ceil(bytes.length / 65_536));
  });

  test('stands still while it is paused', async () => {
    const { person } = await fileHub();
    const room = await person('ann').join('lobby');
    const bytes = bytesOf(3_000_000);
    let isFirst = true;
    const paused = new Promise<FileSending>((resolve) => {
      const sending = room.sendFile(bytes, {
        progress() {
          if (isFirst) sending.pause();
          isFirst = false;
          resolve(sending);
        },
      });
    });
    const sending = await paused;
    expect([sending.paused, sending.acknowledged < sending.size]).toEqual([true, true]);
    sending.resume();
    expect((await sending.done).sha256).toBe(sha256(bytes));
  });

  test('is given up', async () => {
    const { person } = await fileHub();
    const room = await person('ann').join('lobby');
    const sending = room.sendFile(bytesOf(3_000_000), { progress: () => sending.abort() });
    await expect(sending.done).rejects.toMatchObject({ code: 'CLIENT_ABORTED' });
  });

  test.each([
    ['is not as long as it was', async () => new Uint8Array(1), 'CLIENT_FILE_CHANGED'],
    ['cannot be read', () => Promise.reject(new Error('no')), 'CLIENT_FILE_CHANGED'],
  ])('that %s fails with a code', async (_, read, code) => {
    const { person } = await fileHub();
    const room = await person('ann').join('lobby');
    await expect(room.sendFile({ size: 5_000, read }).done).rejects.toMatchObject({ code });
  });

  test('that the server refuses fails with its code', async () => {
    const { person } = await fileHub();
    const room = await person('ann').join('lobby');
    const wrong = room.sendFile(bytesOf(10), { sha256: sha256(bytesOf(11)) });
    await expect(wrong.done).rejects.toMatchObject({ code: 'FILE_CHECKSUM' });
    const tooLarge = room.sendFile({ size: 2 ** 40, read: async () => new Uint8Array() });
    await expect(tooLarge.done).rejects.toMatchObject({ code: 'FILE_TOO_LARGE' });
  });

  test('ends with the client', async () => {
    const { person } = await fileHub();
    const ann = person('ann');
    const room = await ann.join('lobby');
    const sending = room.sendFile(bytesOf(3_000_000), { progress: () => ann.stop() });
    await expect(sending.done).rejects.toMatchObject({ code: 'CLIENT_STOPPED' });
  });
});
