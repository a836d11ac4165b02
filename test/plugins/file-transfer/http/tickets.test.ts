import { describe, expect, test } from 'vitest';
import { bytesOf, sha256 } from '../file-store/support/file-store-fixture.js';
import { refusal, site, slowRequest } from './support/http-fixture.js';

describe('a permission from the chat', () => {
  test('brings one file, under the name in the path and of the type that goes with it', async () => {
    const { fetch, fileStore } = await site();
    const bytes = bytesOf(1000);
    const put = { method: 'PUT', body: bytes };
    const name = encodeURIComponent('папка/Мой кот.JPG');
    const response = await fetch(`new/good/${name}`, put);
    expect(response.status).toBe(201);
    const [file] = await fileStore.files('lobby', { limit: 9 });
    expect(file).toMatchObject({ name: 'Мой кот.JPG', type: 'image/jpeg', size: 1000, sha256: sha256(bytes) });
    expect(await (await fetch(`new/good/${name}`, put)).text()).toBe(await response.text());
    expect(await fileStore.files('lobby', { limit: 9 })).toHaveLength(1);
  });

  test.each([
    ['text/html', 'page.html', 'text/html'],
    ['application/x-www-form-urlencoded', 'cat.png', 'image/png'],
    ['image/webp', 'cat.png', 'image/webp'],
    ['nonsense', '', 'application/octet-stream'],
  ])('and the type %s for the name %j makes a file of type %s', async (said, name, type) => {
    const { fetch, fileStore } = await site();
    await fetch(`new/good/${name}`, { method: 'PUT', body: bytesOf(1), headers: { 'Content-Type': said } });
    expect((await fileStore.files('lobby', { limit: 9 }))[0]).toMatchObject({ type, name: name || 'file' });
  });

  test('goes on where it was cut', async () => {
    const { fetch, url, fileStore } = await site();
    const bytes = bytesOf(1000);
    const cut = slowRequest(url('new/good/cat.png'), 'PUT', { 'Content-Length': '1000' });
    cut.write(bytes.subarray(0, 300));
    const head = async (): Promise<string | null> =>
      (await fetch('new/good/cat.png', { method: 'HEAD' })).headers.get('upload-offset');
    while ((await head()) !== '300');
    cut.destroy();
    const put = { method: 'PUT', headers: { 'Content-Range': 'bytes 300-999/1000' }, body: bytes.subarray(300) };
    expect((await fetch('new/good/cat.png', put)).status).toBe(201);
    expect((await fileStore.files('lobby', { limit: 9 }))[0]?.sha256).toBe(sha256(bytes));
  });

  test('that nobody was given is refused', async () => {
    const { fetch } = await site();
    expect(await refusal(await fetch('new/bad/x', { method: 'PUT', body: bytesOf(1) }))).toEqual([403, 'FILE_TICKET']);
    expect((await fetch('new/bad/x', { method: 'HEAD' })).status).toBe(404);
  });

  test('is not used up by a body of unknown length', async () => {
    const { fetch } = await site();
    const put = { method: 'PUT', body: new Blob([bytesOf(5)]).stream(), duplex: 'half' } as RequestInit;
    expect(await refusal(await fetch('new/good/x', put))).toEqual([411, 'FILE_LENGTH_MISSING']);
    expect((await fetch('new/good/x', { method: 'PUT', body: bytesOf(5) })).status).toBe(201);
  });

  test('does not go beyond the limits of the vault', async () => {
    const { open, fetch, ...rest } = await site();
    expect(rest.errors).toEqual([]);
    const fileStore = await open({ fileBytes: 10 });
    const small = await site({ fileStore });
    const response = await small.fetch('new/good/x', { method: 'PUT', body: bytesOf(11) });
    expect(await refusal(response)).toEqual([413, 'FILE_TOO_LARGE', { limit: 10 }]);
  });
});
