import { describe, expect, test } from 'vitest';
import type { Client, FetchedFile } from '../../../client/index.js';
import { bytesOf, cutAll, fileHub, sha256 } from './support/hub.js';

/** Keeps a file on the hub; answers with its id. */
async function kept(sender: Client, bytes: Uint8Array, name = 'кот.bin'): Promise<string> {
  const room = await sender.join('lobby');
  return (await room.sendFile(bytes, { name, mediaType: 'image/png' }).done).file;
}

async function allOf({ bytes }: FetchedFile): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  for await (const part of bytes) parts.push(part);
  return Buffer.concat(parts);
}

describe('a file that is fetched', () => {
  test.each([
    ['WebSocket', 0],
    ['WebSocket', 1],
    ['WebSocket', 3_000_000],
    ['TCP', 0],
    ['TCP', 1_500_000],
  ] as const)('comes over %s, of %i bytes, whole', async (wire, size) => {
    const { person } = await fileHub();
    const bytes = bytesOf(size);
    const id = await kept(person('ann'), bytes);
    const shown: number[] = [];
    const file = await person('bob', wire).fetchFile(id, {
      progress(received, whole) {
        expect(whole).toBe(size);
        shown.push(received);
      },
    });
    expect(file).toMatchObject({ file: id, name: 'кот.bin', mediaType: 'image/png', size, sha256: sha256(bytes) });
    expect(sha256(await allOf(file))).toBe(sha256(bytes));
    expect(shown.at(-1) ?? 0).toBe(size);
    expect(shown).toEqual([...shown].sort((a, b) => a - b));
  });

  test('begins where it is asked to', async () => {
    const { person } = await fileHub();
    const bytes = bytesOf(200_000);
    const ann = person('ann');
    const file = await ann.fetchFile(await kept(ann, bytes), { offset: 150_000 });
    expect(file.size).toBe(200_000);
    expect(sha256(await allOf(file))).toBe(sha256(bytes.subarray(150_000)));
  });

  test.each(['WebSocket', 'TCP'] as const)(
    'goes on from where it was when the connection is lost, again and again, over %s',
    async (wire) => {
      const { hub, person } = await fileHub();
      const bytes = bytesOf(6_000_000);
      const id = await kept(person('ann'), bytes);
      const bob = person('bob', wire);
      const { bytes: parts } = await bob.fetchFile(id);
      const got: Uint8Array[] = [];
      let read = 0;
      let cuts = 0;
      for await (const part of parts) {
        got.push(part);
        read += part.length;
        if (read < (cuts + 1) * 1_500_000 || cuts === 3) continue;
        cuts++;
        cutAll(hub, bob);
      }
      expect(cuts).toBe(3);
      expect(sha256(Buffer.concat(got))).toBe(sha256(bytes));
    },
  );

  test('waits for a connection where there is none yet', async () => {
    const { person } = await fileHub();
    const ann = person('ann');
    const bytes = bytesOf(10);
    const id = await kept(ann, bytes);
    ann.stop();
    const fetching = person('bob').fetchFile(id);
    expect(sha256(await allOf(await fetching))).toBe(sha256(bytes));
  });

  test('is not fetched further than the credit ahead of its reader', async () => {
    const { person } = await fileHub();
    const ann = person('ann');
    const id = await kept(ann, bytesOf(5_000_000));
    const reached: number[] = [];
    let full = (): void => {};
    const isFull = new Promise<void>((resolve) => {
      full = resolve;
    });
    const { bytes } = await ann.fetchFile(id, {
      progress(received) {
        reached.push(received);
        if (received >= 1_048_576) full();
      },
    });
    await isFull;
    // A command later, whatever was under way has come.
    await ann.request('ping');
    expect(reached.at(-1)).toBe(1_048_576);
    await bytes.next();
    await ann.request('ping');
    expect(reached.at(-1)).toBe(1_048_576);
    await bytes.return?.();
  });

  test('two at a time do not get into each other’s way', async () => {
    const { person } = await fileHub();
    const ann = person('ann', 'TCP');
    const [one, two] = [bytesOf(700_000), bytesOf(500_001)];
    const ids = [await kept(ann, one), await kept(ann, two)];
    const files = await Promise.all([...ids, ids[0] ?? ''].map((id) => ann.fetchFile(id)));
    const digests = await Promise.all(files.map(async (file) => sha256(await allOf(file))));
    expect(digests).toEqual([sha256(one), sha256(two), sha256(one)]);
  });
});

describe('a file is not fetched', () => {
  test('where there is none', async () => {
    const { person } = await fileHub();
    await expect(person('ann').fetchFile('nothing')).rejects.toMatchObject({ code: 'FILE_UNKNOWN' });
  });

  test('from a place that is none', async () => {
    const { person } = await fileHub();
    expect(() => person('ann').fetchFile('f1', { offset: -1 })).toThrow(TypeError);
  });

  test('when that was given up before', async () => {
    const { person } = await fileHub();
    const fetching = person('ann').fetchFile('f1', { signal: AbortSignal.abort() });
    await expect(fetching).rejects.toMatchObject({ code: 'CLIENT_ABORTED' });
  });

  test('any further when it is given up', async () => {
    const { person } = await fileHub();
    const ann = person('ann');
    const id = await kept(ann, bytesOf(3_000_000));
    const aborting = new AbortController();
    const { bytes } = await ann.fetchFile(id, { signal: aborting.signal });
    await bytes.next();
    aborting.abort();
    await expect(bytes.next()).rejects.toMatchObject({ code: 'CLIENT_ABORTED' });
    expect(await bytes.next()).toEqual({ value: undefined, done: true });
  });

  test('any further when its reader goes', async () => {
    const { person } = await fileHub({ sessionTransfers: 1 });
    const ann = person('ann');
    const id = await kept(ann, bytesOf(3_000_000));
    for await (const part of (await ann.fetchFile(id)).bytes) {
      expect(part.length).toBeGreaterThan(0);
      break;
    }
    // The server has forgotten the first one, or it would refuse the second.
    expect((await ann.fetchFile(id)).size).toBe(3_000_000);
  });

  test('by a client that is stopped', async () => {
    const { person } = await fileHub();
    const ann = person('ann');
    const { bytes } = await ann.fetchFile(await kept(ann, bytesOf(3_000_000)));
    ann.stop();
    await expect(bytes.next()).rejects.toMatchObject({ code: 'CLIENT_STOPPED' });
    await expect(ann.fetchFile('f1')).rejects.toMatchObject({ code: 'CLIENT_STOPPED' });
  });
});
