import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { FetchedFile } from '../../../client/index.js';
import { base64 } from '../../../core/protocol/base64.js';
import { type Frame, staged } from '../support/staged.js';

const CREDIT = 400;
const bytes = Uint8Array.from({ length: 1_000 }, (_, at) => at % 251);
const sha256 = createHash('sha256').update(bytes).digest('hex');
const facts = { file: 'f1', name: 'a.bin', size: bytes.length, mediaType: 'image/png', sha256 };

/** Somebody who fetches a file from a server that the test plays. */
async function fetching(begun: Frame = {}) {
  const stage = staged();
  const { client, clock, send, wire, wires, welcome } = stage;
  client.connect();
  welcome();
  const promise = client.fetchFile('f1');
  let count = 0;
  /** Begins to send, under a new name. */
  const begin = (more: Frame = {}) => {
    const get = wire().sent.findLast(({ type }) => type === 'file.get');
    count++;
    const { offset } = get ?? {};
    const result = { ...facts, transfer: `d${count}`, credit: CREDIT, chunk: 100, offset, ...more };
    send({ type: 'ok', ref: get?.ref, result });
  };
  const chunk = (offset: number, length = 100) => {
    const part = base64(bytes.subarray(offset, offset + length));
    send({ type: 'file.chunk', transfer: `d${count}`, offset, base64: part });
  };
  const chunks = (from: number, until: number) => {
    for (let at = from; at < until; at += 100) chunk(at);
  };
  const end = () => send({ type: 'file.end', transfer: `d${count}`, sha256 });
  const abort = (code: string) => send({ type: 'file.abort', transfer: `d${count}`, code, text: 'No.' });
  /** What was sent of files, since the connection was made. */
  const said = () => wire().sent.filter(({ type }) => String(type).startsWith('file.'));
  const acks = () =>
    wires.flatMap(({ sent }) => sent.filter(({ type }) => type === 'file.chunk_ack').map(({ offset }) => offset));
  const comeBack = async () => {
    wire().events.closed();
    await clock.advance(0);
    welcome({ resumed: true, rooms: [] });
  };
  begin(begun);
  return { ...stage, promise, begin, chunk, chunks, end, abort, said, acks, comeBack };
}

/** Takes so many parts; answers with how many bytes those were. */
async function read(file: FetchedFile, parts: number): Promise<number> {
  let length = 0;
  for (let count = 0; count < parts; count++) length += (await file.bytes.next()).value?.length ?? 0;
  return length;
}

describe('a file that comes', () => {
  test('is acknowledged a quarter of the credit at a time, as it is read', async () => {
    const { promise, chunks, acks } = await fetching();
    const file = await promise;
    chunks(0, 400);
    expect(acks()).toEqual([]);
    expect(await read(file, 3)).toBe(300);
    expect(acks()).toEqual([100, 200, 300]);
  });

  test('is given to a reader who came first, in the order of its parts', async () => {
    const { promise, chunks } = await fetching();
    const file = await promise;
    const reading = Promise.all([file.bytes.next(), file.bytes.next()]);
    chunks(0, 200);
    expect((await reading).map(({ value }) => value?.[0])).toEqual([0, 100]);
  });

  test('can come in the same breath as the answer', async () => {
    const { promise, chunks } = await fetching();
    chunks(0, 100);
    expect(await read(await promise, 1)).toBe(100);
  });

  test('is read to its end when the client has been stopped meanwhile', async () => {
    const { client, promise, chunks, end } = await fetching({ credit: 1_000 });
    const file = await promise;
    chunks(0, 1_000);
    end();
    client.stop();
    expect(await read(file, 10)).toBe(1_000);
    expect((await file.bytes.next()).done).toBe(true);
  });

  test('is asked for again only once what had come is read', async () => {
    const { promise, begin, chunks, comeBack, said } = await fetching();
    const file = await promise;
    chunks(0, 200);
    await comeBack();
    await read(file, 1);
    expect(said()).toEqual([]);
    await read(file, 1);
    expect(said()).toMatchObject([{ type: 'file.get', file: 'f1', offset: 200 }]);
    begin();
    chunks(200, 300);
    expect(await read(file, 1)).toBe(100);
  });

  test('is asked for again when its reader has taken too long', async () => {
    const { promise, abort, begin, chunks, said } = await fetching();
    const file = await promise;
    chunks(0, 400);
    abort('FILE_STALLED');
    await read(file, 4);
    expect(said().at(-1)).toMatchObject({ type: 'file.get', offset: 400 });
    begin();
    chunks(400, 500);
    expect(await read(file, 1)).toBe(100);
  });

  test('is not asked for again and again where nothing comes', async () => {
    const { promise, abort } = await fetching();
    const file = await promise;
    abort('FILE_STALLED');
    await expect(file.bytes.next()).rejects.toMatchObject({ code: 'FILE_STALLED' });
  });

  test('is over when the server gives it up', async () => {
    const { promise, abort, chunks } = await fetching();
    const file = await promise;
    chunks(0, 100);
    abort('FILE_STORE_FAILED');
    await expect(file.bytes.next()).rejects.toMatchObject({ code: 'FILE_STORE_FAILED', message: 'No.' });
  });

  test('says at its end when it has come damaged', async () => {
    const { promise, chunks, end } = await fetching({ sha256: 'f'.repeat(64), credit: 1_000 });
    const file = await promise;
    chunks(0, 1_000);
    end();
    expect(await read(file, 10)).toBe(1_000);
    await expect(file.bytes.next()).rejects.toMatchObject({ code: 'CLIENT_FILE_DAMAGED', details: { actual: sha256 } });
    expect((await file.bytes.next()).done).toBe(true);
  });
});

describe('a server that sends rubbish instead of a file', () => {
  type Stage = Awaited<ReturnType<typeof fetching>>;
  const ways: readonly (readonly [string, (stage: Stage) => void])[] = [
    ['a part at the wrong place', ({ chunk }) => chunk(100)],
    ['a part twice', ({ chunk }) => [chunk(0), chunk(0)]],
    ['a part of nothing', ({ chunk }) => chunk(0, 0)],
    ['a part without bytes', ({ send }) => send({ type: 'file.chunk', transfer: 'd1', offset: 0 })],
    ['more than the credit', ({ chunks }) => chunks(0, 500)],
    ['an end before the end', ({ chunks, end }) => [chunks(0, 300), end()]],
  ];

  test.each(ways)('%s: is not believed any further, and told to stop', async (_, happen) => {
    const stage = await fetching();
    const file = await stage.promise;
    happen(stage);
    await expect(file.bytes.next()).rejects.toMatchObject({ code: 'CLIENT_BAD_REPLY' });
    expect(stage.said().at(-1)).toMatchObject({ type: 'file.abort', transfer: 'd1' });
  });

  test('more than the file has: is not believed any further', async () => {
    const stage = await fetching({ size: 150 });
    const file = await stage.promise;
    stage.chunks(0, 200);
    await expect(file.bytes.next()).rejects.toMatchObject({ code: 'CLIENT_BAD_REPLY' });
  });

  test.each([{ size: -1 }, { transfer: 7 }, { name: undefined }, { credit: 'much' }, { offset: 3 }])(
    'an answer with %j is none',
    async (more) => {
      const { promise } = await fetching(more);
      await expect(promise).rejects.toMatchObject({ code: 'CLIENT_BAD_REPLY' });
    },
  );

  test('parts of a transfer that nobody has asked for concern nobody', async () => {
    const { promise, chunks, send } = await fetching();
    const file = await promise;
    send({ type: 'file.chunk', transfer: 'd7', offset: 900, base64: 'AQI=' });
    send({ type: 'file.end', transfer: 'd7', sha256 });
    chunks(0, 100);
    expect(await read(file, 1)).toBe(100);
  });
});

test('a file that is given up before the answer is told to the server with the answer', async () => {
  const aborting = new AbortController();
  const { client, answer, wire, welcome } = staged();
  client.connect();
  welcome();
  const promise = client.fetchFile('f1', { signal: aborting.signal });
  aborting.abort();
  await expect(promise).rejects.toMatchObject({ code: 'CLIENT_ABORTED' });
  answer({ type: 'ok', result: { ...facts, transfer: 'd1', offset: 0, credit: CREDIT, chunk: 100 } });
  expect(wire().sent.at(-1)).toMatchObject({ type: 'file.abort', transfer: 'd1' });
});
