import { describe, expect, test } from 'vitest';
import { Refusal } from '../../../../core/index.js';
import { deferred } from '../../../support/deferred.js';
import { eventually } from '../../../support/eventually.js';
import { bytesOf } from '../file-store/support/file-store-fixture.js';
import { patch, refusal, site, slowRequest } from './support/http-fixture.js';

describe('the end of an upload', () => {
  test('is told again to whoever has lost the answer', async () => {
    const { begin, fetch, fileStore } = await site();
    const bytes = bytesOf(10);
    const upload = await begin(10);
    const put = { method: 'PUT', body: bytes };
    const first = await (await fetch(`up/${upload.id}`, put)).text();
    expect(await (await fetch(`up/${upload.id}`, put)).text()).toBe(first);
    expect(await (await fetch(`up/${upload.id}`, patch(10, new Uint8Array(0)))).text()).toBe(first);
    const head = await fetch(`up/${upload.id}`, { method: 'HEAD' });
    expect([head.status, head.headers.get('upload-offset')]).toEqual([200, '10']);
    expect(await fileStore.files('lobby', { limit: 9 })).toHaveLength(1);
  });

  test('is waited for by whoever asks while it is being decided', async () => {
    const scanned = deferred();
    const finished = deferred();
    const { begin, fetch } = await site({
      complete: async (_, hold) => {
        const { id } = await hold.finish();
        finished.resolve();
        await scanned.promise;
        return { file: id };
      },
    });
    const upload = await begin(1);
    const first = fetch(`up/${upload.id}`, { method: 'PUT', body: bytesOf(1) });
    await finished.promise;
    const second = fetch(`up/${upload.id}`, { method: 'PUT', body: bytesOf(1) });
    const head = fetch(`up/${upload.id}`, { method: 'HEAD' });
    scanned.resolve();
    expect(await (await second).text()).toBe(await (await first).text());
    expect((await head).status).toBe(200);
  });

  test('is a refusal where somebody says so, with the status of its code', async () => {
    const { begin, fetch } = await site({
      complete: async (_, hold) => {
        await hold.finish();
        return new Refusal('SCAN_VIRUS', 'There is something in it.');
      },
    });
    const upload = await begin(1);
    const put = { method: 'PUT', body: bytesOf(1) };
    expect(await refusal(await fetch(`up/${upload.id}`, put))).toEqual([403, 'SCAN_VIRUS']);
    expect(await refusal(await fetch(`up/${upload.id}`, put))).toEqual([403, 'SCAN_VIRUS']);
    expect((await fetch(`up/${upload.id}`, { method: 'HEAD' })).status).toBe(403);
  });

  test('can be tried again when it could not be reached', async () => {
    let tries = 0;
    const { begin, fetch } = await site({
      complete: async (_, hold) =>
        tries++ === 0 ? new Refusal('FILE_STORE_FAILED', 'The disk is full.') : { file: (await hold.finish()).id },
    });
    const upload = await begin(1);
    expect((await fetch(`up/${upload.id}`, { method: 'PUT', body: bytesOf(1) })).status).toBe(500);
    expect((await fetch(`up/${upload.id}`, patch(1, new Uint8Array(0)))).status).toBe(201);
  });

  test('that fails by a defect is reported, and shows nothing of it', async () => {
    const { begin, fetch, errors } = await site({
      complete: async () => {
        throw new Error('secret');
      },
    });
    const response = await fetch(`up/${(await begin(1)).id}`, { method: 'PUT', body: bytesOf(1) });
    expect(response.status).toBe(500);
    expect(await response.text()).not.toContain('secret');
    expect(errors).toEqual([expect.objectContaining({ error: new Error('secret') })]);
  });

  test('comes with a checksum that is another', async () => {
    const { begin, fetch } = await site({
      complete: async (_, hold) => {
        try {
          return { file: (await hold.finish()).id };
        } catch (error) {
          return new Refusal((error as { code: string }).code, 'It came damaged.');
        }
      },
    });
    const upload = await begin(1, { sha256: '0'.repeat(64) });
    expect(await refusal(await fetch(`up/${upload.id}`, { method: 'PUT', body: bytesOf(1) }))).toEqual([
      422,
      'FILE_CHECKSUM',
    ]);
  });

  test('does not depend on whether the sender is still there', async () => {
    const decided = deferred();
    const begun = deferred();
    const kept = deferred<string>();
    const { begin, url, fileStore, sockets } = await site({
      complete: async (_, hold) => {
        begun.resolve();
        await decided.promise;
        const { id } = await hold.finish();
        kept.resolve(id);
        return { file: id };
      },
    });
    const upload = await begin(1);
    const sender = slowRequest(url(`up/${upload.id}`), 'PUT', { 'Content-Length': '1' });
    sender.write(bytesOf(1));
    sender.end();
    await begun.promise;
    sender.destroy();
    await eventually(() => sockets.size === 0);
    decided.resolve();
    expect(await fileStore.file(await kept.promise)).toMatchObject({ size: 1 });
  });
});
