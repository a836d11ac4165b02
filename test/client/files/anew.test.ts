import { describe, expect, test } from 'vitest';
import type { Client, FileSource } from '../../../client/index.js';
import type { Hub, JsonObject, Plugin } from '../../../core/index.js';
import { fileTransfer } from '../../../plugins/file-transfer/index.js';
import { deferred } from '../../support/deferred.js';
import { bytesOf, fileHub, sha256 } from './support/hub.js';

/** Cuts all connections; resolves when a client has noticed, and waits before it comes back. */
async function cut(hub: Hub, client: Client): Promise<void> {
  const waits = new Promise<void>((resolve) => {
    const deaf = client.on('state', (state) => {
      if (state !== 'waiting') return;
      deaf();
      resolve();
    });
  });
  for (const session of hub.chat.sessions()) session.close({ code: 'CHAT_DRAINING', text: 'Later.', mayReturn: true });
  await waits;
}

/** The names of the files that the lobby was told of. */
async function announced(hub: Hub): Promise<readonly string[]> {
  let names: readonly string[] = [];
  await hub.plugins.load({
    name: 'reader',
    async setup(host) {
      const { entries } = await host.chat.log.read('lobby', { limit: 100 });
      names = entries
        .filter(({ message }) => message.kind === 'file')
        .map(({ message }) => String((message.data as JsonObject).name));
    },
  });
  await hub.plugins.unload('reader');
  return names;
}

describe('a file whose upload the server has lost', () => {
  /** A source at whose first read after each beginning something is done, so many times. */
  function source(
    bytes: Uint8Array,
    times: number,
    lose: () => Promise<void>,
  ): FileSource & { readonly begun: () => number } {
    let begun = 0;
    return {
      size: bytes.length,
      name: 'a.bin',
      begun: () => begun,
      async read(offset, length) {
        if (offset === 0) {
          begun++;
          if (begun <= times) await lose();
        }
        return bytes.subarray(offset, offset + length);
      },
    };
  }

  test('is sent anew, from its first byte, and announced once', async () => {
    const { hub, person, files } = await fileHub();
    const ann = person('ann');
    const room = await ann.join('lobby');
    const bytes = bytesOf(1_000_000);
    const shown: number[] = [];
    const file = source(bytes, 2, async () => {
      await cut(hub, ann);
      for (const { upload } of (await files.files()).uploads) await files.drop(upload);
      ann.hurry();
    });
    const sent = await room.sendFile(file, { sha256: sha256(bytes), progress: (count) => void shown.push(count) }).done;
    expect([sent.sha256, file.begun(), await announced(hub)]).toEqual([sha256(bytes), 3, ['a.bin']]);
    // What was told once is not told again.
    expect(shown).toEqual([...new Set(shown)].toSorted((one, other) => one - other));
  });

  test('is given up when that happens again and again', async () => {
    const { hub, person, files } = await fileHub();
    const ann = person('ann');
    const room = await ann.join('lobby');
    const file = source(bytesOf(1_000_000), Number.POSITIVE_INFINITY, async () => {
      await cut(hub, ann);
      for (const { upload } of (await files.files()).uploads) await files.drop(upload);
      ann.hurry();
    });
    await expect(room.sendFile(file).done).rejects.toMatchObject({ code: 'FILE_UNKNOWN' });
    expect([file.begun(), await announced(hub), (await files.files()).uploads]).toEqual([4, [], []]);
  });
});

test('a file that was announced while its sender was away is answered for by a server that has forgotten the upload', async () => {
  const asked = deferred();
  const decided = deferred();
  const scanner: Plugin = {
    name: 'scanner',
    setup: (host) =>
      host.gate('file.scan', async (request) => {
        asked.resolve();
        await decided.promise;
        return request;
      }),
  };
  const { hub, person, dir } = await fileHub({}, [scanner]);
  const ann = person('ann');
  const room = await ann.join('lobby');
  const sending = room.sendFile(bytesOf(10_000), { name: 'a.bin' });
  await asked.promise;
  await cut(hub, ann);
  const stored = new Promise<string>((resolve) => void hub.on('fileStored', ({ file }) => resolve(file)));
  decided.resolve();
  const file = await stored;
  // What an earlier process knew is gone.
  await hub.plugins.unload('file-transfer');
  await hub.plugins.load(fileTransfer({ dir }));
  ann.hurry();
  expect(await sending.done).toMatchObject({ file, room: 'lobby', sha256: sha256(bytesOf(10_000)) });
  expect(await announced(hub)).toEqual(['a.bin']);
});
