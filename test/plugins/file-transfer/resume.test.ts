import { describe, expect, test } from 'vitest';
import { fetchFile } from '../../../bench/files/client/fetch-file.js';
import { sendFile } from '../../../bench/files/client/send-file.js';
import { sourceOf } from '../../../bench/files/client/source.js';
import type { JsonObject, Plugin } from '../../../core/index.js';
import { deferred } from '../../support/deferred.js';
import { refusalOf, sendSmall } from './support/files.js';
import { type Actor, actor, openTransferFixture } from './support/transfer-fixture.js';

const KIB = 1_024;
const token = 'c2VjcmV0c2VjcmV0c2VjcmV0c2Vj';

/** Begins an upload of 5000 bytes and sends the first 2000 of them. */
async function begun(stage: Awaited<ReturnType<typeof openTransferFixture>>, hello?: { readonly resume: string }) {
  const ann = await stage.peer('ann', ['lobby'], hello);
  const source = sourceOf(5_000, 1);
  const { transfer } = await ann.ask({ type: 'file.header', room: 'lobby', name: 'a', size: 5_000 });
  ann.send({ type: 'file.chunk', transfer: String(transfer), offset: 0 }, source.read(0, 2_000));
  await ann.next('file.chunk_ack');
  return { ann, source, transfer: String(transfer) };
}

describe('an upload whose connection is lost', () => {
  test('goes on where it was, on the connection with which its session comes back', async () => {
    const stage = await openTransferFixture();
    const { ann, source, transfer } = await begun(stage, { resume: token });
    ann.abort();
    await ann.over;
    const again = actor(stage.world);
    await again.ask({ type: 'hello', nick: 'ann', resume: token, positions: {} });
    const offsets: number[] = [];
    const read = (offset: number, length: number) => {
      offsets.push(offset);
      return source.read(offset, length);
    };
    const sent = await sendFile(again, { header: { transfer }, size: 5_000, read });
    expect([offsets, sent.sha256]).toEqual([[2_000], source.sha256]);
  });

  test('goes on in a new session of the same user', async () => {
    const stage = await openTransferFixture();
    const { ann, source, transfer } = await begun(stage, { resume: token });
    await ann.ask({ type: 'quit' });
    await ann.over;
    const again = await stage.peer('ann', ['lobby'], { resume: token });
    expect(await sendFile(again, { header: { transfer }, ...source })).toMatchObject({ sha256: source.sha256 });
  });

  test('is nobody else’s', async () => {
    const stage = await openTransferFixture();
    const { transfer } = await begun(stage);
    const bob = await stage.peer('bob');
    expect(await refusalOf(bob.ask({ type: 'file.header', transfer }))).toBe('FILE_UNKNOWN');
    expect(await refusalOf(bob.ask({ type: 'file.header', transfer: 'no-such' }))).toBe('FILE_UNKNOWN');
  });

  test('is given up when it was still being begun, for nobody has heard of it', async () => {
    const asked = deferred();
    const answer = deferred();
    const slow: Plugin = {
      name: 'slow',
      setup: (host) =>
        host.gate(
          'file',
          async (request) => {
            asked.resolve();
            await answer.promise;
            return request;
          },
          { deadlineMs: 60_000 },
        ),
    };
    const stage = await openTransferFixture({ before: [slow] });
    const ann = await stage.peer('ann', ['lobby'], { resume: token });
    ann.ask({ type: 'file.header', room: 'lobby', name: 'a', size: 5 }).catch(() => undefined);
    await asked.promise;
    await comeBackTooLate(stage);
    answer.resolve();
    await stage.world.settle();
    expect(stage.fileStore.unfinished()).toBe(0);
  });

  test('is answered when its outcome was lost with the connection', async () => {
    const stage = await openTransferFixture();
    const ann = await stage.peer('ann', ['lobby'], { resume: token });
    const first = await sendSmall(ann);
    ann.abort();
    await ann.over;
    const again = actor(stage.world);
    await again.ask({ type: 'hello', nick: 'ann', resume: token, positions: {} });
    const header = await again.ask({ type: 'file.header', transfer: String(first.transfer) });
    expect(header).toMatchObject({ offset: 5_000, size: 5_000 });
    expect(await again.ask({ type: 'file.end', transfer: String(first.transfer) })).toEqual(first);
  });
});

/** Another connection takes the session over, and does not wait any longer for what the first one is doing. */
async function comeBackTooLate({ world }: Awaited<ReturnType<typeof openTransferFixture>>): Promise<Actor> {
  const again = actor(world);
  const hello = again.ask({ type: 'hello', nick: 'ann', resume: token, positions: {} });
  await world.pass(world.hub.limits.commandMs);
  await hello;
  return again;
}

describe('a connection that takes an upload over', () => {
  test('goes on, and the half-open one is told', async () => {
    const stage = await openTransferFixture();
    const { ann, source, transfer } = await begun(stage, { resume: token });
    const tab = actor(stage.world);
    await tab.ask({ type: 'hello', nick: 'ann', resume: token, positions: {} });
    await ann.over;
    expect(await sendFile(tab, { header: { transfer }, ...source })).toMatchObject({ sha256: source.sha256 });
  });

  test('of another session of the same user makes the first one stop', async () => {
    const login: Plugin = {
      name: 'accounts',
      setup: (host) => host.gate('login', (request) => ({ ...request, account: 'ann@example' })),
    };
    const stage = await openTransferFixture({ before: [login] });
    const { ann, source, transfer } = await begun(stage);
    const tab = await stage.peer('ann');
    const sending = sendFile(tab, { header: { transfer }, ...source });
    expect(await ann.next('file.abort')).toMatchObject({ transfer, code: 'FILE_TAKEN_OVER' });
    ann.send({ type: 'file.chunk', transfer, offset: 2_000 }, new Uint8Array(3_000));
    expect(await sending).toMatchObject({ sha256: source.sha256 });
  });

  test('that had it before is not told of itself', async () => {
    const stage = await openTransferFixture();
    const { ann, source, transfer } = await begun(stage);
    expect(await sendFile(ann, { header: { transfer }, ...source })).toMatchObject({ sha256: source.sha256 });
    expect(ann.heard.filter(({ type }) => type === 'file.abort')).toEqual([]);
  });
});

describe('a download whose connection is lost', () => {
  test('ends without a word, leaves nothing open, and begins again where the client is', async () => {
    const stage = await openTransferFixture();
    const source = sourceOf(700 * KIB, 5);
    const ann = await stage.peer('ann', ['lobby'], { resume: token });
    const { file } = (await sendFile(ann, {
      header: { room: 'lobby', name: 'a', size: source.size },
      ...source,
    })) as JsonObject;
    const bytes = Buffer.alloc(source.size);
    let received = 0;
    const write = (offset: number, part: Uint8Array) => {
      bytes.set(part, offset);
      received = offset + part.length;
      if (offset < 200 * KIB && received >= 200 * KIB) ann.abort();
    };
    await expect(fetchFile(ann, { file: String(file), write })).rejects.toThrow('over');
    await stage.world.settle();
    expect(stage.fileStore.readers()).toBe(0);
    const again = actor(stage.world);
    await again.ask({ type: 'hello', nick: 'ann', resume: token, positions: {} });
    await fetchFile(again, { file: String(file), offset: received, write });
    expect(bytes.equals(source.read(0, source.size))).toBe(true);
  });

  test('is not begun when it was still being opened', async () => {
    const opened = deferred();
    const stage = await openTransferFixture({ pace: { open: () => opened.promise } });
    const ann = await stage.peer('ann', ['lobby'], { resume: token });
    const { file } = await sendSmall(ann);
    ann.ask({ type: 'file.get', file: String(file) }).catch(() => undefined);
    await stage.world.settle();
    const again = await comeBackTooLate(stage);
    opened.resolve();
    await stage.world.settle();
    expect(again.heard.filter(({ type }) => type === 'file.header')).toEqual([]);
    expect(stage.fileStore.readers()).toBe(0);
  });
});
