import { rm } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { eventually } from '../../../support/eventually.js';
import { bytesOf } from '../file-store/support/file-store-fixture.js';
import { bytesIn, deafSocket, refusal, site } from './support/http-fixture.js';

describe('a file', () => {
  test.each([0, 1, 65_536, 1_000_003])('of %i bytes comes as it was sent', async (size) => {
    const { keep, fetch } = await site();
    const bytes = bytesOf(size);
    const { id } = await keep(bytes);
    const response = await fetch(`${id}/cat.png`);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-length')).toBe(String(size));
    expect(Buffer.compare(await bytesIn(response), bytes)).toBe(0);
  });

  test('comes with headers that let nothing in it run', async () => {
    const { keep, fetch } = await site();
    const { id, sha256 } = await keep(bytesOf(10), { name: 'Мой кот (1).png' });
    for (const method of ['GET', 'HEAD']) {
      const { headers, status } = await fetch(`${id}/whatever`, { method });
      expect(status).toBe(200);
      expect(Object.fromEntries(headers)).toMatchObject({
        'accept-ranges': 'bytes',
        'cache-control': 'private, max-age=31536000, immutable',
        'content-disposition':
          'attachment; filename="___ ___ (1).png"; ' +
          "filename*=UTF-8''%D0%9C%D0%BE%D0%B9%20%D0%BA%D0%BE%D1%82%20%281%29.png",
        'content-length': '10',
        'content-security-policy': "sandbox; default-src 'none'",
        'content-type': 'image/png',
        'cross-origin-resource-policy': 'same-origin',
        etag: `"${sha256}"`,
        'referrer-policy': 'no-referrer',
        'x-content-type-options': 'nosniff',
      });
      expect(headers.get('access-control-allow-origin')).toBeNull();
    }
  });

  test.each([
    ['image/jpeg', 'image/jpeg', 'inline'],
    ['text/plain', 'text/plain; charset=utf-8', 'attachment'],
    ['application/pdf', 'application/pdf', 'attachment'],
    ['video/mp4', 'video/mp4', 'attachment'],
    ['image/svg+xml', 'application/octet-stream', 'attachment'],
    ['text/html', 'application/octet-stream', 'attachment'],
    ['application/javascript', 'application/octet-stream', 'attachment'],
    ['image/x-unheard-of', 'application/octet-stream', 'attachment'],
  ])('that is said to be %s is served as %s, and shown as a preview as %s', async (type, served, kind) => {
    const { keep, fetch } = await site();
    const { id } = await keep(bytesOf(1), { type });
    const { headers } = await fetch(`${id}/x`);
    expect(headers.get('content-type')).toBe(served);
    expect(headers.get('content-disposition')).toMatch(/^attachment;/);
    const preview = await fetch(`${id}/x?inline=1`);
    expect(preview.headers.get('content-type')).toBe(served);
    expect(preview.headers.get('content-disposition')).toMatch(new RegExp(`^${kind};`));
  });

  test('is found under any name, and under none', async () => {
    const { keep, fetch } = await site();
    const { id } = await keep(bytesOf(1));
    for (const path of [id, `${id}/`, `${id}/%`, `${id}/x.html?y`]) expect((await fetch(path)).status).toBe(200);
  });

  test('is not sent again to whoever has it', async () => {
    const { keep, fetch } = await site();
    const { id, sha256 } = await keep(bytesOf(10));
    for (const known of [`"${sha256}"`, `"x", W/"${sha256}"`, '*']) {
      const response = await fetch(id, { headers: { 'If-None-Match': known } });
      expect([response.status, response.headers.get('etag')]).toEqual([304, `"${sha256}"`]);
    }
    expect((await fetch(id, { headers: { 'If-None-Match': '"x"' } })).status).toBe(200);
  });
});

describe('a part of a file', () => {
  test.each([
    ['bytes=0-9', 0, 9],
    ['bytes=50-', 50, 99],
    ['bytes=-5', 95, 99],
    ['bytes=-500', 0, 99],
    ['bytes=90-1000', 90, 99],
    ['bytes=99-99', 99, 99],
  ])('%s is sent alone', async (range, first, last) => {
    const { keep, fetch } = await site();
    const bytes = bytesOf(100);
    const response = await fetch((await keep(bytes)).id, { headers: { Range: range } });
    expect(response.status).toBe(206);
    expect(response.headers.get('content-range')).toBe(`bytes ${first}-${last}/100`);
    expect(Buffer.compare(await bytesIn(response), bytes.subarray(first, last + 1))).toBe(0);
  });

  test.each(['bytes=100-', 'bytes=100-200', 'bytes=-0'])('%s is not there', async (range) => {
    const { keep, fetch } = await site();
    const response = await fetch((await keep(bytesOf(100))).id, { headers: { Range: range } });
    expect(response.headers.get('content-range')).toBe('bytes */100');
    expect(await refusal(response)).toEqual([416, 'FILE_RANGE', { size: 100 }]);
  });

  test.each(['bytes=5-1', 'bytes=0-1,5-6', 'lines=1-2', 'bytes=', 'bytes=-'])(
    '%s is not understood, and all of it is sent',
    async (range) => {
      const { keep, fetch } = await site();
      const response = await fetch((await keep(bytesOf(100))).id, { headers: { Range: range } });
      expect([response.status, (await bytesIn(response)).length]).toEqual([200, 100]);
    },
  );

  test('is sent only of the contents that If-Range names', async () => {
    const { keep, fetch } = await site();
    const { id, sha256 } = await keep(bytesOf(100));
    const status = async (known: string): Promise<number> =>
      (await fetch(id, { headers: { Range: 'bytes=0-1', 'If-Range': known } })).status;
    expect(await status(`"${sha256}"`)).toBe(206);
    expect(await status('"other"')).toBe(200);
    expect(await status(`W/"${sha256}"`)).toBe(200);
    expect(await status('Wed, 21 Oct 2015 07:28:00 GMT')).toBe(200);
  });

  test('is not given to HEAD', async () => {
    const { keep, fetch } = await site();
    const response = await fetch((await keep(bytesOf(100))).id, { method: 'HEAD', headers: { Range: 'bytes=0-1' } });
    expect([response.status, response.headers.get('content-length')]).toEqual([200, '100']);
  });
});

describe('what is not there', () => {
  test.each(['', 'x'.repeat(43), 'x/y/z', 'x.y', 'up', 'up/a/b', 'up/%C3%A4', 'new', 'new/a/b/c', 'new/good/%FF'])(
    'files/%s is refused with a code',
    async (path) => {
      const { fetch } = await site();
      const response = await fetch(path, { method: path.startsWith('new') ? 'PUT' : 'GET' });
      expect(response.headers.get('cache-control')).toBe('no-store');
      expect(await refusal(response)).toEqual([404, 'FILE_UNKNOWN']);
    },
  );

  test('other paths are left to others', async () => {
    const { port } = await site();
    for (const path of ['', 'file', 'files', 'other/files/x']) {
      expect(await (await fetch(`http://127.0.0.1:${port}/${path}`)).text()).toBe('elsewhere');
    }
  });

  test('what cannot be done says what can', async () => {
    const { keep, fetch } = await site();
    const response = await fetch((await keep(bytesOf(1))).id, { method: 'DELETE' });
    expect(response.headers.get('allow')).toBe('GET, HEAD');
    expect(await refusal(response)).toEqual([405, 'FILE_METHOD']);
  });
});

describe('a download that fails', () => {
  test('because its bytes are gone from the disk is refused and reported', async () => {
    const { keep, fetch, fileStore, errors } = await site();
    const file = await keep(bytesOf(10));
    await rm(fileStore.path(file));
    expect(await refusal(await fetch(file.id))).toEqual([500, 'FILE_STORE_FAILED', { reason: 'ENOENT' }]);
    expect(errors).toHaveLength(1);
  });

  test('because the client hangs up leaves no file open', async () => {
    const { keep, raw, fileStore, errors } = await site();
    const file = await keep(bytesOf(20_000_000));
    const open = watched(fileStore);
    const client = await raw();
    client.write(`GET /files/${file.id} HTTP/1.1\r\nHost: x\r\n\r\n`);
    await client.until('\r\n\r\n');
    expect(open.count).toBe(1);
    client.destroy();
    await eventually(() => open.count === 0);
    expect(errors).toEqual([]);
  });

  test('because the client takes nothing is cut', async () => {
    const { keep, port, fileStore, clock, sockets } = await site({ limits: { idleMs: 1000 } });
    const file = await keep(bytesOf(20_000_000));
    const open = watched(fileStore);
    deafSocket(port).write(`GET /files/${file.id} HTTP/1.1\r\nHost: x\r\n\r\n`);
    await eventually(() => open.count === 1);
    while (sockets.size > 0) await clock.advance(1000);
    await eventually(() => open.count === 0);
  });

  test('goes on where it was', async () => {
    const { keep, fetch } = await site();
    const bytes = bytesOf(3_000_000);
    const { id, sha256 } = await keep(bytes);
    const first = await fetch(id, { headers: { Range: 'bytes=0-999999' } });
    const rest = await fetch(id, { headers: { Range: 'bytes=1000000-', 'If-Range': `"${sha256}"` } });
    expect(Buffer.compare(Buffer.concat([await bytesIn(first), await bytesIn(rest)]), bytes)).toBe(0);
  });
});

/** How many files are open to be read. */
function watched(fileStore: Awaited<ReturnType<typeof site>>['fileStore']): { readonly count: number } {
  const state = { count: 0 };
  const open = fileStore.open.bind(fileStore);
  fileStore.open = async (id) => {
    const reader = await open(id);
    state.count++;
    const close = reader.close.bind(reader);
    reader.close = async () => {
      await close();
      state.count--;
    };
    return reader;
  };
  return state;
}
