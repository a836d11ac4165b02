import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { Agent, request as httpRequest } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, onTestFinished, test } from 'vitest';
import { needs } from '../../../support/available.js';
import { deferred } from '../../../support/deferred.js';
import { eventually } from '../../../support/eventually.js';
import { bytesOf, sha256 } from '../file-store/support/file-store-fixture.js';
import { patch, refusal, site, slowRequest } from './support/http-fixture.js';

const head = (method: string, path: string, ...headers: string[]): string =>
  [`${method} /files/${path} HTTP/1.1`, 'Host: x', ...headers, '', ''].join('\r\n');

describe('a connection stays usable', () => {
  test('after a refusal whose body is small', async () => {
    const { raw, keep } = await site();
    const { id } = await keep(bytesOf(1));
    const client = await raw();
    client.write(head('PUT', 'new/bad/x', 'Content-Length: 1000'));
    client.write(bytesOf(1000));
    await client.until('FILE_TICKET');
    client.write(head('HEAD', id));
    await client.until('HTTP/1.1 200 OK');
    expect(client.text.match(/HTTP\/1\.1/g)).toHaveLength(2);
  });

  test('after an answer, a range and an upload', async () => {
    const { keep, begin, port, sockets } = await site();
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    onTestFinished(() => agent.destroy());
    const { id } = await keep(bytesOf(100_000));
    const upload = await begin(10);
    const ask = (method: string, path: string, body?: Uint8Array): Promise<number | undefined> =>
      new Promise((resolve, reject) => {
        const request = httpRequest({ agent, port, host: '127.0.0.1', method, path: `/files/${path}` }, (response) => {
          response.resume().on('end', () => resolve(response.statusCode));
        });
        request.on('error', reject).end(body);
      });
    expect(await ask('GET', id)).toBe(200);
    expect(await ask('PUT', `up/${upload.id}`, bytesOf(5))).toBe(400);
    expect(await ask('PUT', `up/${upload.id}`, bytesOf(10))).toBe(201);
    expect(await ask('GET', 'nothing')).toBe(404);
    expect(await ask('GET', id)).toBe(200);
    expect(sockets.size).toBe(1);
  });

  test('no longer where much more of a body would come, and its sender is told before', async () => {
    const { raw, fetch, sockets } = await site();
    const client = await raw();
    client.write(head('PUT', 'new/bad/x', 'Content-Length: 100000000'));
    await client.until('FILE_TICKET');
    expect(client.text).toContain('Connection: close');
    const [socket] = sockets;
    await fetch('nothing');
    expect(socket?.destroyed).toBe(false);
    for (let sent = 0; sent < 10 && socket?.destroyed === false; sent++) client.write(bytesOf(100_000));
    await client.closed;
    await eventually(() => socket?.destroyed === true);
  });

  test('no longer where the rest of a refused body does not come', async () => {
    const { raw, sockets, clock } = await site();
    const client = await raw();
    client.write(head('PUT', 'new/bad/x', 'Content-Length: 1000'));
    await client.until('FILE_TICKET');
    expect(sockets.size).toBe(1);
    await clock.advance(2000);
    await client.closed;
  });
});

describe('a sender who dawdles', () => {
  test('is cut off with a code, and what has come stays', async () => {
    const { begin, url, clock } = await site({ limits: { idleMs: 1000 } });
    const upload = await begin(100_000);
    const sender = slowRequest(url(`up/${upload.id}`), 'PUT', { 'Content-Length': '100000' });
    sender.write(bytesOf(20_000));
    await eventually(() => upload.offset === 20_000);
    await clock.advance(1000);
    await clock.advance(1000);
    expect((await sender.response).statusCode).toBe(408);
    expect(upload.offset).toBe(20_000);
  });

  test('is cut off even with a byte now and then', async () => {
    const { begin, url, clock } = await site({ limits: { idleMs: 1000, idleBytes: 100 } });
    const upload = await begin(1000);
    const sender = slowRequest(url(`up/${upload.id}`), 'PUT', { 'Content-Length': '1000' });
    let answered = false;
    void sender.response.then(() => {
      answered = true;
    });
    for (let sent = 1; !answered && sent < 1000; sent++) {
      sender.write(bytesOf(1));
      await eventually(() => answered || upload.offset === sent);
      await clock.advance(100);
    }
    expect((await sender.response).statusCode).toBe(408);
    expect(upload.offset).toBeLessThan(50);
  });

  test('is not cut off who sends enough', async () => {
    const { begin, url, clock } = await site({ limits: { idleMs: 1000, idleBytes: 100 } });
    const upload = await begin(1000);
    const sender = slowRequest(url(`up/${upload.id}`), 'PUT', { 'Content-Length': '1000' });
    for (let sent = 100; sent <= 1000; sent += 100) {
      sender.write(bytesOf(100));
      await eventually(() => upload.offset === sent);
      await clock.advance(999);
    }
    sender.end();
    expect((await sender.response).statusCode).toBe(201);
  });

  test('waits with the next bytes while the disk is slow', async () => {
    const { begin, fileStore, url, clock } = await site({ limits: { windowBytes: 65_536, idleMs: 1000 } });
    const bytes = bytesOf(3_000_000);
    const upload = await begin(bytes.length);
    const slow = deferred();
    let underWay = 0;
    let most = 0;
    const claim = upload.claim.bind(upload);
    upload.claim = (lost) => {
      const hold = claim(lost);
      const write = hold.write.bind(hold);
      return Object.assign(Object.create(hold), {
        write: async (offset: number, chunk: Uint8Array) => {
          underWay += chunk.length;
          most = Math.max(most, underWay);
          await slow.promise;
          const end = await write(offset, chunk);
          underWay -= chunk.length;
          return end;
        },
      });
    };
    const sender = slowRequest(url(`up/${upload.id}`), 'PUT', { 'Content-Length': String(bytes.length) });
    sender.write(bytes);
    sender.end();
    await eventually(() => underWay > 65_536);
    await clock.advance(10_000);
    expect(most).toBeLessThanOrEqual(2 * 65_536);
    slow.resolve();
    expect((await sender.response).statusCode).toBe(201);
    expect(most).toBeLessThanOrEqual(2 * 65_536);
    expect((await fileStore.files('lobby', { limit: 1 }))[0]?.sha256).toBe(sha256(bytes));
  });
});

describe('a page of another site', () => {
  test.each(['https://evil.example', 'null', 'http://127.0.0.1:1', 'nonsense'])(
    '%s changes nothing',
    async (origin) => {
      const { begin, fetch, fileStore } = await site();
      const upload = await begin(10);
      for (const method of ['PUT', 'PATCH', 'DELETE']) {
        const response = await fetch(`up/${upload.id}`, { method, headers: { Origin: origin } });
        expect(response.headers.get('access-control-allow-origin')).toBeNull();
        expect(await refusal(response)).toEqual([403, 'FILE_ORIGIN']);
      }
      expect(fileStore.upload(upload.id)).toBe(upload);
    },
  );

  test('can when it is named, and the own one always can', async () => {
    const { begin, fetch, port } = await site({ origins: ['https://chat.example'] });
    for (const origin of ['https://chat.example', `http://127.0.0.1:${port}`, `https://127.0.0.1:${port}`]) {
      const { id } = await begin(1);
      expect((await fetch(`up/${id}`, patch(0, bytesOf(1), { Origin: origin }))).status).toBe(201);
    }
  });
});

test('more files than may be under way at once are refused for a moment', async () => {
  const { begin, url, fetch, keep } = await site({ limits: { transfers: 1 } });
  const upload = await begin(10);
  const file = await keep(bytesOf(1));
  const first = slowRequest(url(`up/${upload.id}`), 'PUT', { 'Content-Length': '10' });
  first.write(bytesOf(5));
  await eventually(() => upload.offset === 5);
  const second = await fetch(file.id);
  expect(second.headers.get('retry-after')).toBe('5');
  expect(await refusal(second)).toEqual([503, 'FILE_BUSY', { whose: 'all', limit: 1 }]);
  expect((await fetch(file.id, { method: 'HEAD' })).status).toBe(200);
  first.write(bytesOf(5));
  first.end();
  expect((await first.response).statusCode).toBe(201);
  expect((await fetch(file.id)).status).toBe(200);
});

const curl = needs('curl');

test.skipIf(!curl)('curl sends a file, goes on with it, and fetches it', async () => {
  const run = async (...args: string[]): Promise<string> =>
    (await promisify(execFile)(curl ?? '', ['-sS', ...args])).stdout;
  const { url, fetch, fileStore } = await site();
  const folder = await mkdtemp(join(tmpdir(), 'partyline-curl-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const bytes = bytesOf(2_000_000);
  const path = join(folder, 'большой кот.png');
  await writeFile(path, bytes);

  const cut = slowRequest(url('new/good/'), 'PUT', { 'Content-Length': '2000000' });
  cut.write(bytes.subarray(0, 500_000));
  const offset = async (): Promise<string | null> =>
    (await fetch('new/good/', { method: 'HEAD' })).headers.get('upload-offset');
  while ((await offset()) !== '500000');
  cut.destroy();

  const again = await run('-T', path, url('new/good/'));
  expect(JSON.parse(again)).toMatchObject({ code: 'FILE_OFFSET', details: { offset: 500_000 } });
  const sent = await run('-C', '500000', '-T', path, url('new/good/'));
  const [file] = await fileStore.files('lobby', { limit: 1 });
  expect(sent).toBe(`/files/${file?.id}/file\n`);
  await run('-f', '-o', join(folder, 'got'), url(file?.id));
  expect(Buffer.compare(await readFile(join(folder, 'got')), bytes)).toBe(0);
});

test.skipIf(!curl)('curl adds the name of the file to a path that ends with a slash', async () => {
  const { url, fileStore } = await site();
  const folder = await mkdtemp(join(tmpdir(), 'partyline-curl-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await writeFile(join(folder, 'Мой кот.png'), 'x');
  await promisify(execFile)(curl ?? '', ['-sS', '-f', '-T', join(folder, 'Мой кот.png'), url('new/good/')]);
  expect((await fileStore.files('lobby', { limit: 1 }))[0]).toMatchObject({ name: 'Мой кот.png', type: 'image/png' });
});
