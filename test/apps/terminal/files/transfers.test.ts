import { randomBytes } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { WebSocket } from 'ws';
import { createTransfers } from '../../../../apps/terminal/files/transfers.js';
import type { Line, Transfer } from '../../../../apps/terminal/state/line.js';
import { createState } from '../../../../apps/terminal/state/state.js';
import { createTalk } from '../../../../apps/terminal/talk/talk.js';
import { createClient, webSocket } from '../../../../client/index.js';
import { folder, guest, listening } from '../support/line.js';

const isTransfer = (line: Line): line is Transfer => line.type === 'transfer';

/** Somebody at a terminal without a screen, in the lobby of a gateway; and somebody else there. */
async function atWork() {
  const { port } = await listening();
  const client = createClient({ open: webSocket(`ws://127.0.0.1:${port}/`, { WebSocket }), nick: 'ann' });
  onTestFinished(() => client.stop());
  const waiting = new Set<() => void>();
  const changed = (): void => {
    for (const look of waiting) look();
  };
  const state = createState(() => Date.now(), { changed, added() {}, replaced() {} });
  const talk = createTalk(client, state, { reads: true, patient: false });
  client.connect();
  const room = await talk.join('lobby');
  if (room === undefined) throw new TypeError('There is no lobby.');
  const transfer = (fits: (line: Transfer) => boolean) =>
    new Promise<Transfer>((resolve) => {
      const look = (): void => {
        const found = room.log.lines.filter(isTransfer).find(fits);
        if (found !== undefined) resolve(found);
      };
      waiting.add(look);
      look();
    });
  const bob = await guest(port, 'bob');
  return { room, state, transfers: createTransfers(talk), transfer, bob, home: await folder() };
}

async function fileOf(size: number, home: string): Promise<string> {
  const path = join(home, 'big.bin');
  await writeFile(path, randomBytes(size));
  return path;
}

describe('a file on its way', () => {
  test('rests, goes on and arrives whole', async () => {
    const { room, transfers, transfer, bob, home } = await atWork();
    const sending = transfers.send(room, await fileOf(8_000_000, home));
    await transfer(({ moved }) => moved > 0);
    transfers.pause();
    const { moved, size } = await transfer(({ stage }) => stage === 'paused');
    expect(moved).toBeLessThan(size);
    expect(transfers.count).toBe(1);
    transfers.resume();
    expect(await sending).toBe(true);
    expect((await transfer(({ stage }) => stage === 'done')).remark).toContain('checksum ✓');
    expect((await bob.hears('big.bin')).kind).toBe('file');
    expect(transfers.count).toBe(0);
  });

  test('is given up at any time', async () => {
    const { room, transfers, transfer, home } = await atWork();
    const path = await fileOf(8_000_000, home);
    const early = transfers.send(room, path);
    transfers.abort(1);
    expect(await early).toBe(false);
    const late = transfers.send(room, path);
    await transfer(({ number, moved }) => number === 2 && moved > 0);
    transfers.abort();
    expect(await late).toBe(false);
    expect((await transfer(({ number, stage }) => number === 2 && stage === 'failed')).remark).toBe('given up');
  });

  test('leaves nothing in the folder when its fetching is given up', async () => {
    const { room, state, transfers, transfer, bob, home } = await atWork();
    const sent = await bob.client.sendFile({ room: 'lobby' }, new Blob([randomBytes(8_000_000)]), { name: 'a' }).done;
    const card = state.files.card({ id: sent.file, name: 'a', size: 8_000_000 });
    const into = await folder();
    const fetching = transfers.fetch(room, card, into);
    await transfer(({ moved }) => moved > 0);
    await transfers.end();
    expect(await fetching).toBe(false);
    expect(await readdir(into)).toEqual([]);
    expect(await transfers.fetch(room, card, join(home, 'whole'))).toBe(true);
    expect((await readFile(join(home, 'whole'))).length).toBe(8_000_000);
  });

  test('says why there is none', async () => {
    const { room, state, transfers, transfer, home } = await atWork();
    expect(await transfers.send(room, join(home, 'nowhere'))).toBe(false);
    expect((await transfer(({ stage }) => stage === 'failed')).remark).toBe('there is no such file');
    const card = state.files.card({ id: 'unknown', name: 'x', size: 1 });
    expect(await transfers.fetch(room, card, home)).toBe(false);
    expect((await transfer(({ direction }) => direction === 'down')).remark).toContain('(FILE_UNKNOWN)');
    expect(await readdir(home)).toEqual([]);
  });
});
