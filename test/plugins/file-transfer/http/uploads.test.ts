import { describe, expect, test } from 'vitest';
import { deferred } from '../../../support/deferred.js';
import { eventually } from '../../../support/eventually.js';
import { bytesOf, contents, found, nobody, sha256 } from '../file-store/support/file-store-fixture.js';
import { patch, refusal, site, slowRequest } from './support/http-fixture.js';

describe('an upload in parts', () => {
  test('goes on from offset to offset, and is told where the file is', async () => {
    const { begin, fetch, url, fileStore } = await site();
    const bytes = bytesOf(150_000);
    const upload = await begin(bytes.length, { sha256: sha256(bytes) });
    const path = `up/${upload.id}`;

    const head = await fetch(path, { method: 'HEAD' });
    expect([head.status, head.headers.get('upload-offset'), head.headers.get('upload-length')]).toEqual([
      200,
      '0',
      '150000',
    ]);
    expect(head.headers.get('cache-control')).toBe('no-store');
    expect(head.headers.get('tus-resumable')).toBe('1.0.0');
    expect(Date.parse(head.headers.get('upload-expires') ?? '')).toBe(upload.expiresAt);

    const first = await fetch(path, patch(0, bytes.subarray(0, 100_000)));
    expect([first.status, first.headers.get('upload-offset')]).toEqual([204, '100000']);
    const last = await fetch(path, patch(100_000, bytes.subarray(100_000)));
    expect([last.status, last.headers.get('upload-offset')]).toEqual([201, '150000']);
    const [file] = await fileStore.files('lobby', { limit: 1 });
    expect(last.headers.get('location')).toBe(`/files/${file?.id}/cat.png`);
    expect(await last.text()).toBe(`/files/${file?.id}/cat.png\n`);
    expect(sha256(await contents(fileStore, file?.id ?? ''))).toBe(sha256(bytes));
    expect((await globalThis.fetch(new URL(last.headers.get('location') ?? '', url()))).status).toBe(200);
  });

  test('at a wrong offset is told the right one', async () => {
    const { begin, fetch } = await site();
    const upload = await begin(100);
    await fetch(`up/${upload.id}`, patch(0, bytesOf(40)));
    for (const offset of [0, 39, 41, 100]) {
      const response = await fetch(`up/${upload.id}`, patch(offset, new Uint8Array(0)));
      expect(response.headers.get('upload-offset')).toBe('40');
      expect(await refusal(response)).toEqual([409, 'FILE_OFFSET', { offset: 40 }]);
    }
  });

  test('takes it over from a connection that is only half there', async () => {
    const { begin, fetch, url, fileStore } = await site();
    const bytes = bytesOf(100);
    const upload = await begin(100);
    const headers = {
      'Upload-Offset': '0',
      'Content-Type': 'application/offset+octet-stream',
      'Content-Length': '100',
    };
    const half = slowRequest(url(`up/${upload.id}`), 'PATCH', headers);
    half.write(bytes.subarray(0, 40));
    await eventually(() => upload.offset === 40);
    expect((await fetch(`up/${upload.id}`, patch(40, bytes.subarray(40)))).status).toBe(201);
    expect((await half.response).statusCode).toBe(409);
    half.write(bytes.subarray(40));
    const [file] = await fileStore.files('lobby', { limit: 1 });
    expect(file?.sha256).toBe(sha256(bytes));
  });

  test('keeps what has come when the client hangs up, and is let go', async () => {
    const { begin, url, fileStore, fetch } = await site();
    const bytes = bytesOf(100_000);
    const upload = await begin(bytes.length);
    const released = deferred();
    const claim = upload.claim.bind(upload);
    upload.claim = (lost) => {
      const hold = claim(lost);
      const release = hold.release.bind(hold);
      hold.release = () => {
        release();
        released.resolve();
      };
      return hold;
    };
    const headers = {
      'Upload-Offset': '0',
      'Content-Type': 'application/offset+octet-stream',
      'Content-Length': '100000',
    };
    const cut = slowRequest(url(`up/${upload.id}`), 'PATCH', headers);
    cut.write(bytes.subarray(0, 30_000));
    await eventually(() => upload.offset === 30_000);
    cut.destroy();
    await released.promise;
    expect((await fetch(`up/${upload.id}`, patch(30_000, bytes.subarray(30_000)))).status).toBe(201);
    expect((await fileStore.files('lobby', { limit: 1 }))[0]?.sha256).toBe(sha256(bytes));
  });

  test('of a file without bytes is complete at once', async () => {
    const { begin, fetch } = await site();
    const upload = await begin(0);
    expect((await fetch(`up/${upload.id}`, patch(0, new Uint8Array(0)))).status).toBe(201);
  });

  test.each([
    ['without an offset', { 'Upload-Offset': '' }, 400, 'FILE_REQUEST'],
    ['with a negative offset', { 'Upload-Offset': '-1' }, 400, 'FILE_REQUEST'],
    ['of another type', { 'Content-Type': 'text/plain' }, 415, 'FILE_TYPE'],
    ['in an encoding', { 'Content-Encoding': 'gzip' }, 415, 'FILE_TYPE'],
    ['of another version of tus', { 'Tus-Resumable': '0.2.2' }, 412, 'FILE_TUS_VERSION'],
  ])('is refused %s', async (_, headers, status, code) => {
    const { begin, fetch } = await site();
    const upload = await begin(100);
    expect(await refusal(await fetch(`up/${upload.id}`, patch(0, bytesOf(10), headers)))).toEqual([status, code]);
    expect(upload.offset).toBe(0);
  });

  test('is refused beyond its size, told or not', async () => {
    const { begin, fetch } = await site();
    const upload = await begin(10);
    const tooLarge = [413, 'FILE_TOO_LARGE', { limit: 10 }];
    expect(await refusal(await fetch(`up/${upload.id}`, patch(0, bytesOf(11))))).toEqual(tooLarge);
    const stream = new Blob([bytesOf(11)]).stream();
    const chunked = { ...patch(0, new Uint8Array(0)), body: stream, duplex: 'half' } as RequestInit;
    expect(await refusal(await fetch(`up/${upload.id}`, chunked))).toEqual(tooLarge);
    expect(upload.offset).toBe(0);
  });

  test('says what it speaks', async () => {
    const { begin, fetch } = await site();
    const response = await fetch(`up/${(await begin(1)).id}`, { method: 'OPTIONS' });
    expect(response.status).toBe(204);
    expect(response.headers.get('tus-extension')).toBe('expiration,termination');
  });

  test('can be given up', async () => {
    const { begin, fetch, fileStore } = await site();
    const upload = await begin(10);
    const lost: string[] = [];
    upload.claim((code) => lost.push(code));
    expect((await fetch(`up/${upload.id}`, { method: 'DELETE' })).status).toBe(204);
    expect(fileStore.upload(upload.id)).toBeUndefined();
    expect(lost).toEqual(['FILE_TAKEN_OVER']);
    for (const method of ['DELETE', 'PUT', 'PATCH']) {
      expect(await refusal(await fetch(`up/${upload.id}`, { method }))).toEqual([404, 'FILE_UNKNOWN']);
    }
    expect((await fetch(`up/${upload.id}`, { method: 'HEAD' })).status).toBe(404);
  });
});

describe('a whole file', () => {
  test('is put where its upload was begun', async () => {
    const { begin, fetch, fileStore } = await site();
    const bytes = bytesOf(3_000_000);
    const upload = await begin(bytes.length);
    const response = await fetch(`up/${upload.id}`, { method: 'PUT', body: bytes });
    expect(response.status).toBe(201);
    expect((await fileStore.files('lobby', { limit: 1 }))[0]?.sha256).toBe(sha256(bytes));
  });

  test('is answered in JSON to whoever asks for it', async () => {
    const { begin, fetch } = await site({
      complete: async (_, hold) => ({ file: (await hold.finish()).id, url: 'https://chat.example/files/x' }),
    });
    const put = { method: 'PUT', body: bytesOf(1), headers: { Accept: 'application/json' } };
    const response = await fetch(`up/${(await begin(1)).id}`, put);
    expect(await response.json()).toEqual({ file: expect.any(String), url: 'https://chat.example/files/x' });
  });

  test('that was cut goes on with Content-Range', async () => {
    const { begin, fetch, fileStore } = await site();
    const bytes = bytesOf(1000);
    const upload = await begin(1000);
    await fetch(`up/${upload.id}`, patch(0, bytes.subarray(0, 400)));
    const again = await fetch(`up/${upload.id}`, { method: 'PUT', body: bytes });
    expect(await refusal(again)).toEqual([409, 'FILE_OFFSET', { offset: 400 }]);
    const range = (from: number, to: number): RequestInit => ({
      method: 'PUT',
      headers: { 'Content-Range': `bytes ${from}-${to - 1}/1000` },
      body: bytes.subarray(from, to),
    });
    const part = await fetch(`up/${upload.id}`, range(400, 600));
    expect([part.status, part.headers.get('upload-offset')]).toEqual([204, '600']);
    expect((await fetch(`up/${upload.id}`, range(600, 1000))).status).toBe(201);
    expect((await fileStore.files('lobby', { limit: 1 }))[0]?.sha256).toBe(sha256(bytes));
  });

  test.each([
    ['shorter', {}, 9],
    ['longer', {}, 11],
    ['with a range of another size', { 'Content-Range': 'bytes 0-9/11' }, 10],
    ['with a range beyond the file', { 'Content-Range': 'bytes 0-10/*' }, 11],
    ['shorter than its range', { 'Content-Range': 'bytes 0-9/10' }, 5],
  ])('is refused that is %s', async (_, headers, length) => {
    const { begin, fetch } = await site();
    const upload = await begin(10);
    const response = await fetch(`up/${upload.id}`, { method: 'PUT', headers, body: bytesOf(length) });
    expect(await refusal(response)).toEqual([400, 'FILE_LENGTH', expect.anything()]);
    expect(upload.offset).toBe(0);
  });

  test.each(['bytes 5-1/10', 'nonsense', 'bytes 0-9'])('is refused with the range %s', async (range) => {
    const { begin, fetch } = await site();
    const put = { method: 'PUT', headers: { 'Content-Range': range }, body: bytesOf(10) };
    expect(await refusal(await fetch(`up/${(await begin(10)).id}`, put))).toEqual([400, 'FILE_REQUEST']);
  });

  test.each([
    ['fewer', 5],
    ['more', 15],
  ])('in chunks is refused with %s bytes than it should have', async (_, length) => {
    const { begin, fetch } = await site();
    const put = { method: 'PUT', body: new Blob([bytesOf(length)]).stream(), duplex: 'half' } as RequestInit;
    expect(await refusal(await fetch(`up/${(await begin(10)).id}`, put))).toEqual([
      400,
      'FILE_LENGTH',
      expect.anything(),
    ]);
  });
});

test('an upload that somebody else holds is theirs until another begins at the right place', async () => {
  const { begin, fetch, fileStore } = await site();
  const upload = await begin(10);
  const lost: string[] = [];
  const hold = upload.claim((code) => lost.push(code));
  await hold.write(0, bytesOf(5));
  expect((await fetch(`up/${upload.id}`, patch(0, bytesOf(10)))).status).toBe(409);
  expect(lost).toEqual([]);
  expect((await fetch(`up/${upload.id}`, patch(5, bytesOf(5)))).status).toBe(201);
  expect(lost).toEqual(['FILE_TAKEN_OVER']);
  expect(() => found(fileStore, upload.id).claim(nobody)).toThrow();
});
