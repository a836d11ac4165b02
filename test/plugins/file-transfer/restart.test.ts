import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { fetchFile } from '../../../bench/files/client/fetch-file.js';
import { sendFile } from '../../../bench/files/client/send-file.js';
import { sourceOf } from '../../../bench/files/client/source.js';
import type { Plugin } from '../../../core/index.js';
import { deferred } from '../../support/deferred.js';
import { refusalOf } from './support/files.js';
import { openHubFixture } from './support/hub-fixture.js';

const token = 'c2VjcmV0c2VjcmV0c2VjcmV0c2Vj';
const SIZE = 1_000_000;

describe('a hub that starts again', () => {
  test('goes on with an upload in the middle', async () => {
    const house = await openHubFixture('TCP, blocks');
    const source = sourceOf(SIZE, 21);
    const ann = await house.connect('ann', token);
    const { transfer } = await ann.ask({ type: 'file.header', room: 'lobby', name: 'a', size: SIZE });
    const header = { transfer: String(transfer) };
    const acknowledged = new Promise((resolve) => {
      ann.listen((event) => {
        if (event.type === 'file.chunk_ack') resolve(event.offset);
      });
    });
    ann.send({ type: 'file.chunk', ...header, offset: 0 }, source.read(0, 60_000));
    expect(await acknowledged).toBe(60_000);
    await house.restart();
    const again = await house.connect('ann', token);
    const offsets: number[] = [];
    const read = (offset: number, length: number) => {
      offsets.push(offset);
      return source.read(offset, length);
    };
    const sent = await sendFile(again, { header, size: SIZE, read });
    expect([sent.sha256, offsets[0]]).toEqual([source.sha256, 60_000]);
  });

  test('goes on with a download in the middle', async () => {
    const house = await openHubFixture('WebSocket');
    const source = sourceOf(SIZE, 22);
    const ann = await house.connect('ann', token);
    const sent = await sendFile(ann, { header: { room: 'lobby', name: 'a', size: SIZE }, ...source });
    const hash = createHash('sha256');
    let received = 0;
    let restarted: Promise<void> | undefined;
    const write = (_: number, bytes: Uint8Array) => {
      hash.update(bytes);
      received += bytes.length;
      if (received > 300_000) restarted ??= house.restart();
    };
    // A small credit, so that the rest has not left already.
    const fetching = fetchFile(ann, { file: String(sent.file), credit: 65_536, write });
    await expect(fetching).rejects.toThrow();
    await restarted;
    const again = await house.connect('ann', token);
    await fetchFile(again, { file: String(sent.file), offset: received, write });
    expect(hash.digest('hex')).toBe(source.sha256);
  });

  test('has no file of which nobody was told', async () => {
    const asked = deferred<string>();
    const scanner: Plugin = {
      name: 'scanner',
      setup: (host) =>
        host.gate('file.scan', ({ file }) => {
          asked.resolve(file);
          return new Promise(() => {});
        }),
    };
    const house = await openHubFixture('memory', {}, [scanner]);
    const ann = await house.connect('ann', token);
    const source = sourceOf(5_000, 1);
    sendFile(ann, { header: { room: 'lobby', name: 'a', size: 5_000 }, ...source }).catch(() => undefined);
    const file = await asked.promise;
    await house.restart();
    const again = await house.connect('ann', token);
    expect(await refusalOf(again.ask({ type: 'file.get', file }))).toBe('FILE_UNKNOWN');
    expect(await again.ask({ type: 'file.list', room: 'lobby' })).toMatchObject({ files: [] });
  });

  test('has the files that were announced', async () => {
    const house = await openHubFixture('memory');
    const ann = await house.connect('ann', token);
    const source = sourceOf(5_000, 1);
    const { file } = await sendFile(ann, { header: { room: 'lobby', name: 'a', size: 5_000 }, ...source });
    await house.restart();
    const again = await house.connect('ann', token);
    expect(await again.ask({ type: 'file.list', room: 'lobby' })).toMatchObject({ files: [{ file, name: 'a' }] });
  });
});

describe('a folder', () => {
  test('is kept by one plugin at a time', async () => {
    const { dir, hub, files } = await openHubFixture('memory');
    const { fileTransfer } = await import('../../../plugins/file-transfer/index.js');
    await expect(hub.plugins.reload(fileTransfer({ dir }))).rejects.toThrow('Another plugin keeps its files');
    await expect(hub.plugins.reload(files)).rejects.toThrow('These files are of another hub');
    expect(hub.plugins.list()).toEqual(['file-transfer']);
    await hub.plugins.unload('file-transfer');
    await hub.plugins.load(fileTransfer({ dir }));
  });
});

describe('a plugin that goes', () => {
  test('ends what is under way, and tells so', async () => {
    const house = await openHubFixture('memory');
    const ann = await house.connect('ann', token);
    const { transfer } = await ann.ask({ type: 'file.header', room: 'lobby', name: 'a', size: SIZE });
    const aborted = new Promise((resolve) => {
      ann.listen((event) => {
        if (event.type === 'file.abort') resolve([event.transfer, event.code]);
      });
    });
    await house.hub.plugins.unload('file-transfer');
    expect(await aborted).toEqual([transfer, 'FILE_CLOSED']);
    expect(await refusalOf(ann.ask({ type: 'file.list', room: 'lobby' }))).toBe('CHAT_COMMAND_UNKNOWN');
  });
});
