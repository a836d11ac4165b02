import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { type JsonObject, type Plugin, refuse } from '../../../core/index.js';
import { type FileTransfer, type FileTransferOptions, fileTransfer } from '../../../plugins/file-transfer/index.js';
import { openHubFixture } from './support/hub-fixture.js';

/** A hub with files on the web, Bob in its lobby, and what he is told. */
async function open(options: Partial<FileTransferOptions> = {}, plugins: readonly Plugin[] = []) {
  let files: FileTransfer | undefined;
  const server = createServer({ requestTimeout: 0 }, (request, response) => {
    if (files?.http(request, response) !== true) response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const house = await openHubFixture('memory', { publicUrl: url, ...options }, plugins);
  files = house.files;
  const bob = await house.connect('bob');
  const told = new Promise<JsonObject>((resolve) => {
    bob.listen((event) => {
      if (event.type === 'message') resolve(event);
    });
  });
  const put = (path: string, body = 'hello') => fetch(url + path, { method: 'PUT', body });
  return { house, files, url, told, put };
}

describe('a permission for a program of the server’s own', () => {
  test('takes one file, which the room is told of under the nick that it was given', async () => {
    const { files, url, told, put } = await open();
    const permit = files.createUploadUrl({ room: '#Lobby', nick: 'news' });
    expect(permit).toMatchObject({ room: 'lobby', url: url + permit.path });
    expect(permit.path).toMatch(/^\/files\/new\/[\w-]{32}\/$/);
    expect((await put(`${permit.path}a.txt`)).status).toBe(201);
    expect(await told).toMatchObject({
      kind: 'file',
      room: 'lobby',
      from: { id: 'plugin:file-transfer', nick: 'news' },
      data: { name: 'a.txt', size: 5 },
    });
  });

  test('takes a file for a room that nobody is in', async () => {
    const { files, put } = await open();
    expect((await put(`${files.createUploadUrl({ room: 'attic', nick: 'news' }).path}a.txt`)).status).toBe(201);
  });

  test('refuses a file that is said to be too large', async () => {
    const { files } = await openHubFixture('memory', { fileBytes: 1_000 });
    const refusal = expect.objectContaining({ code: 'FILE_TOO_LARGE', details: { limit: 1_000 } });
    expect(() => files.createUploadUrl({ room: 'lobby', nick: 'news', bytes: 1_001 })).toThrow(refusal);
    expect(files.createUploadUrl({ room: 'lobby', nick: 'news', bytes: 1_000 }).path).toMatch(/^\/files\/new\//);
    for (const bytes of [-1, 0.5, Number.NaN, '9' as never])
      expect(() => files.createUploadUrl({ room: 'lobby', nick: 'news', bytes })).toThrow(TypeError);
  });

  test('is a path only where files have no addresses', async () => {
    const { files } = await openHubFixture('memory');
    expect(files.createUploadUrl({ room: 'lobby', nick: 'news' }).url).toBeUndefined();
  });

  test('holds for ten minutes', async () => {
    const { files } = await open();
    const before = Date.now();
    const { expiresAt } = files.createUploadUrl({ room: 'lobby', nick: 'news' });
    expect(expiresAt).toBeGreaterThanOrEqual(before + 600_000);
    expect(expiresAt).toBeLessThanOrEqual(Date.now() + 600_000);
  });

  test('asks the gates of files, and is not used up by a refusal', async () => {
    const picky: Plugin = {
      name: 'picky',
      setup: (host) =>
        host.gate('file', (request) => (request.name.endsWith('.exe') ? refuse('PICKY_NO', 'No programs.') : request)),
    };
    const { files, put } = await open({}, [picky]);
    const { path } = files.createUploadUrl({ room: 'lobby', nick: 'news' });
    expect(await (await put(`${path}a.exe`)).json()).toMatchObject({ code: 'PICKY_NO' });
    expect((await put(`${path}a.txt`)).status).toBe(201);
  });

  test('shares one quota with all others like it, whatever the nick', async () => {
    const { files, put } = await open({ userBytes: 8 });
    const send = (nick: string) => put(`${files.createUploadUrl({ room: 'lobby', nick }).path}a.txt`);
    expect((await send('news')).status).toBe(201);
    expect(await (await send('weather')).json()).toMatchObject({ code: 'FILE_QUOTA' });
  });

  test('with a nick that nobody may have is refused when the room is told, and nothing is kept', async () => {
    const { files, put } = await open({ totalBytes: 8 });
    const bad = files.createUploadUrl({ room: 'lobby', nick: 'a b' });
    expect(await (await put(`${bad.path}a.txt`)).json()).toMatchObject({ code: 'CHAT_NAME_INVALID' });
    expect((await put(`${files.createUploadUrl({ room: 'lobby', nick: 'ab' }).path}a.txt`)).status).toBe(201);
  });

  test.each(['a b', '', '@a/b'])('for %j, which no room is called, is refused', async (room) => {
    const { files } = await openHubFixture('memory');
    expect(() => files.createUploadUrl({ room, nick: 'news' })).toThrow(
      expect.objectContaining({ code: 'CHAT_NAME_INVALID' }),
    );
  });

  test.each([[{ room: 5, nick: 'news' }], [{ room: 'lobby' }], [{ room: 'lobby', nick: ' ' }]])(
    '%j is misuse',
    async (wanted) => {
      const { files } = await openHubFixture('memory');
      expect(() => files.createUploadUrl(wanted as never)).toThrow(TypeError);
    },
  );

  test('is given only while the plugin is set up', async () => {
    const closed = expect.objectContaining({ code: 'FILE_CLOSED' });
    expect(() => fileTransfer({ dir: 'nowhere' }).createUploadUrl({ room: 'lobby', nick: 'news' })).toThrow(closed);
    const { files, hub } = await openHubFixture('memory');
    await hub.plugins.unload('file-transfer');
    expect(() => files.createUploadUrl({ room: 'lobby', nick: 'news' })).toThrow(closed);
  });
});

describe('a file for everybody, or for one', () => {
  test('is told of in every room that has somebody in it', async () => {
    const { files, told, put } = await open();
    const permit = files.createUploadUrl({ nick: 'news' });
    expect(permit.room).toBe('*');
    expect((await put(`${permit.path}a.txt`)).status).toBe(201);
    expect(await told).toMatchObject({ kind: 'file', room: 'lobby', data: { name: 'a.txt' } });
    expect((await files.files()).files).toMatchObject([{ room: '*', name: 'a.txt', from: 'news' }]);
  });

  test('is not kept where nobody is told of it', async () => {
    const files = await alone();
    const response = await files.put(`${files.plugin.createUploadUrl({ nick: 'news' }).path}a.txt`);
    expect([response.status, ((await response.json()) as JsonObject).code]).toEqual([403, 'FILE_NOBODY']);
    expect(await files.plugin.files()).toMatchObject({ files: [], total: 0, bytes: 0 });
  });

  test('goes to a room or to a person who is here, and not to both', async () => {
    const { files } = await open();
    expect(() => files.createUploadUrl({ to: 'nobody', nick: 'news' })).toThrow('There is no nobody here.');
    expect(() => files.createUploadUrl({ to: 'bob', room: 'lobby', nick: 'news' })).toThrow(TypeError);
    expect(files.createUploadUrl({ to: 'bob', nick: 'news' }).room).toMatch(/^@/);
  });
});

describe('whoever runs the hub', () => {
  test('lists files, and removes them', async () => {
    const { files, put } = await open();
    for (const name of ['a.txt', 'b.txt'])
      await put(files.createUploadUrl({ room: 'lobby', nick: 'news' }).path + name);
    const listing = await files.files({ room: '#Lobby', limit: 1 });
    expect(listing).toMatchObject({ files: [{ room: 'lobby', name: 'b.txt', size: 5 }], total: 2, bytes: 10 });
    const [file] = listing.files;
    expect(await files.remove(file?.file ?? '')).toBe(true);
    expect(await files.remove(file?.file ?? '')).toBe(false);
    expect((await files.files()).files.map(({ name }) => name)).toEqual(['a.txt']);
    expect((await files.files({ room: 'attic' })).files).toEqual([]);
  });

  test('is told so where there are no files', async () => {
    const files = fileTransfer({ dir: './nowhere' });
    await expect(files.files()).rejects.toMatchObject({ code: 'FILE_CLOSED' });
    await expect(files.remove('x')).rejects.toMatchObject({ code: 'FILE_CLOSED' });
  });
});

/** A hub with files on the web, and nobody in any room. */
async function alone() {
  const house = await openHubFixture('memory');
  const server = createServer({ requestTimeout: 0 }, (request, response) => void house.files.http(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  const headers = { Accept: 'application/json' };
  const put = (path: string) => fetch(`http://127.0.0.1:${port}${path}`, { method: 'PUT', body: 'hello', headers });
  return { plugin: house.files, put };
}
