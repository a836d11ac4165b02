import { describe, expect, test } from 'vitest';
import { type Gate, type Plugin, refuse, type Session } from '../../../core/index.js';
import type { FileScanRequest } from '../../../plugins/file-transfer/index.js';
import { deferred } from '../../support/deferred.js';
import { refusalOf, sendSmall } from './support/files.js';
import { openTransferFixture, type StageOptions } from './support/transfer-fixture.js';

/** A hub with a scanner. */
async function scanned(gate: Gate<'file.scan'>, options: StageOptions = {}) {
  const scanner: Plugin = {
    name: 'scanner',
    setup: (host) => host.gate('file.scan', gate, { deadlineMs: 1_000_000 }),
  };
  const stage = await openTransferFixture({ ...options, after: [scanner] });
  return { ...stage, ann: await stage.peer('ann'), bob: await stage.peer('bob') };
}

describe('a scanner', () => {
  test('is shown a whole file, and whose it is', async () => {
    const asked: [FileScanRequest, Session][] = [];
    const { ann } = await scanned((request, session) => {
      asked.push([request, session]);
      return request;
    });
    const sent = await sendSmall(ann, { mediaType: 'text/plain' });
    const [[request, session] = []] = asked;
    const { file, sha256 } = sent;
    expect(request).toEqual({
      ...{ room: 'lobby', name: 'a.txt', size: 5_000, type: 'text/plain' },
      ...{ file: String(file), sha256: String(sha256), path: `/vault/${String(sha256)}` },
    });
    expect(session?.user?.nick).toBe('ann');
  });

  test('keeps a file from everybody until it has decided', async () => {
    const verdict = deferred();
    const asked = deferred<string>();
    const { ann, bob, world } = await scanned(async (request) => {
      asked.resolve(request.file);
      await verdict.promise;
      return request;
    });
    const sent = sendSmall(ann);
    const file = await asked.promise;
    await world.pass(1_000);
    expect(await bob.ask({ type: 'file.list', room: 'lobby' })).toMatchObject({ files: [] });
    expect(await refusalOf(bob.ask({ type: 'file.get', file }))).toBe('FILE_UNKNOWN');
    expect(await refusalOf(ann.ask({ type: 'file.remove', file }))).toBe('FILE_UNKNOWN');
    verdict.resolve();
    await sent;
    expect(await bob.ask({ type: 'file.list', room: 'lobby' })).toMatchObject({ files: [{ file }] });
  });

  test('refuses a file, which is removed before anybody has heard of it', async () => {
    const { ann, bob, fileStore, told } = await scanned(() => refuse('SCAN_VIRUS', 'There is a virus in it.'));
    expect(await refusalOf(sendSmall(ann))).toBe('SCAN_VIRUS');
    expect([fileStore.kept.size, bob.heard]).toEqual([0, []]);
    expect(told).toEqual([['fileRefused', expect.objectContaining({ code: 'SCAN_VIRUS' })]]);
  });

  test('that fails refuses', async () => {
    const { ann, fileStore } = await scanned(() => {
      throw new Error('no scanner');
    });
    expect(await refusalOf(sendSmall(ann))).toBe('CHAT_PLUGIN_FAILED');
    expect(fileStore.kept.size).toBe(0);
  });

  test('that takes too long refuses', async () => {
    const asked = deferred();
    const { ann, fileStore, world } = await scanned(
      () => {
        asked.resolve();
        return new Promise(() => {});
      },
      { files: { scanMs: 30_000 } },
    );
    const refused = refusalOf(sendSmall(ann));
    await asked.promise;
    await world.pass(30_000);
    expect(await refused).toBe('FILE_SCAN_TIMEOUT');
    expect(fileStore.kept.size).toBe(0);
  });
});

describe('a check that takes its time', () => {
  test('lets the sender go on talking, who is told when it is done', async () => {
    const verdict = deferred();
    const { ann, bob, world } = await scanned(async (request) => {
      await verdict.promise;
      return request;
    });
    const sent = sendSmall(ann);
    await world.settle();
    const said = ann.ask({ type: 'say', room: 'lobby', text: 'meanwhile' });
    await world.pass(1_000);
    await said;
    expect(await bob.next('message')).toMatchObject({ text: 'meanwhile' });
    verdict.resolve();
    const done = await sent;
    expect(await bob.next('message')).toMatchObject({ kind: 'file', id: done.id, offset: done.offset });
    expect(done).toMatchObject({ type: 'file.done', room: 'lobby' });
  });

  test('tells of a refusal as the end of the transfer', async () => {
    const verdict = deferred();
    const { ann, world } = await scanned(async () => {
      await verdict.promise;
      return refuse('SCAN_VIRUS', 'There is a virus in it.');
    });
    const sent = refusalOf(sendSmall(ann));
    await world.pass(1_000);
    verdict.resolve();
    expect(await sent).toBe('SCAN_VIRUS');
    expect(ann.heard.at(-1)).toMatchObject({ type: 'file.abort', code: 'SCAN_VIRUS', text: 'There is a virus in it.' });
  });

  test('goes on for a sender who is gone meanwhile', async () => {
    const verdict = deferred();
    const { ann, bob, world } = await scanned(async (request) => {
      await verdict.promise;
      return request;
    });
    sendSmall(ann).catch(() => undefined);
    await world.settle();
    ann.abort();
    await ann.over;
    await world.pass(1_000);
    verdict.resolve();
    expect(await bob.next('message')).toMatchObject({
      kind: 'file',
      from: { nick: 'ann', id: 'plugin:file-transfer' },
    });
  });
});
