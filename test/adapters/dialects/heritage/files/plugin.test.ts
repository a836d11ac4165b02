import { createHash } from 'node:crypto';
import { describe, expect, onTestFinished, test } from 'vitest';
import { sourceOf } from '../../../../../bench/files/client/source.js';
import type { FileTransferOptions } from '../../../../../plugins/file-transfer/index.js';
import { sendSmall } from '../../../../plugins/file-transfer/support/files.js';
import { type Guest, openHubFixture } from '../../../../plugins/file-transfer/support/hub-fixture.js';
import { deferred } from '../../../../support/deferred.js';
import { eventually } from '../../../../support/eventually.js';
import { wireKinds } from '../../../../support/wires.js';
import { type ClientHabits, type OldClient, oldClient } from './support/old-client.js';
import { oldDialect } from './support/old-dialect.js';

const PART = 65_536;
type OldWire = 'memory' | 'WebSocket';

/** A hub with files, a program that sends them, and how old clients come in. */
async function openPlace(wireName: OldWire, options: Partial<FileTransferOptions> = {}) {
  const house = await openHubFixture('memory', options);
  const kind = wireKinds[wireName];
  const transport = kind.listen();
  const dialect = oldDialect();
  const addresses = await house.hub.listen({ transport, dialect });
  const ann = await house.connect('ann');
  return {
    ...house,
    ann,
    skipped: dialect.skipped,
    /** Connects an old client, which is in the lobby. @param ready It looks at nothing before that. Default: at once. */
    async come(habits: ClientHabits = {}, ready: Promise<void> = Promise.resolve()) {
      const joined = new Promise<void>((resolve) => {
        const deaf = ann.listen((event) => {
          if (event.type !== 'joined') return;
          deaf();
          resolve();
        });
      });
      const wire = await kind.person(transport, addresses);
      onTestFinished(() => wire.abort());
      const client = oldClient(habits);
      const read = async () => {
        await ready;
        for (let frame = await wire.next(); frame !== undefined; frame = await wire.next()) {
          const answer = typeof frame === 'string' ? undefined : client.take(Uint8Array.from(frame));
          if (answer !== undefined) wire.send(answer);
        }
      };
      const over = read();
      await joined;
      return { client, over, abort: () => wire.abort() };
    },
  };
}

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** What a client has got. */
const got = ({ files }: OldClient) => files.map(({ name, size, bytes }) => ({ name, size, sha256: sha256(bytes) }));

/** Sends files one after the other. @returns What a client must get. */
async function sendAll(ann: Guest, files: readonly (readonly [name: string, size: number])[]) {
  const sources = files.map(([name, size], index) => ({ name, source: sourceOf(size, index + 1) }));
  for (const { name, source } of sources) await sendSmall(ann, { name }, source);
  return sources.map(({ name, source: { size, sha256 } }) => ({ name, size, sha256 }));
}

describe.each(['memory', 'WebSocket'] as const)('over %s an old client gets', (wire) => {
  test.each([
    [0, ['a.bin']],
    [1, ['a.bin', 1]],
    [PART, ['a.bin', PART]],
    [PART + 1, ['a.bin', PART, 1]],
    [1_048_576, ['a.bin', ...Array<number>(16).fill(PART)]],
  ])('a file of %i bytes', async (size, heard) => {
    const { ann, come, skipped } = await openPlace(wire);
    const { client } = await come();
    const sent = await sendAll(ann, [['a.bin', size]]);
    await eventually(() => client.files.length === 1);
    expect(got(client)).toEqual(sent);
    expect(client.heard).toEqual(heard);
    expect(skipped).toEqual([]);
  });

  test('files with names in any script, one after the other', async () => {
    const { ann, come } = await openPlace(wire);
    const { client } = await come();
    const sent = await sendAll(ann, [
      ['报告.pdf', 3 * PART + 7],
      ['отчёт.txt', 0],
      ['🙂🎉.png', 2 * PART],
    ]);
    await eventually(() => client.files.length === 3);
    expect(got(client)).toEqual(sent);
  });

  test('a file part by part, however small the parts are set to be', async () => {
    const { ann, come } = await openPlace(wire, { chunkBytes: 4_096 });
    const { client } = await come();
    const sent = await sendAll(ann, [['a.bin', 3 * 4_096 + 1]]);
    await eventually(() => client.files.length === 1);
    expect(got(client)).toEqual(sent);
    expect(client.heard).toEqual(['a.bin', 4_096, 4_096, 4_096, 1]);
  });

  test('files where a session may have one at a time', async () => {
    const { ann, come, skipped } = await openPlace(wire, { sessionTransfers: 1 });
    const { client } = await come({ headers: false });
    const sent = await sendAll(ann, [
      ['a.bin', 10],
      ['b.bin', 2 * PART],
    ]);
    await eventually(() => client.files.length === 2);
    expect(got(client)).toEqual(sent);
    expect(skipped).toEqual([]);
  });
});

test('a connection that is lost ends the file, and a new one gets the next', async () => {
  const { ann, come } = await openPlace('WebSocket');
  const first = await come();
  const gone = new Promise<void>((resolve) => ann.listen((event) => event.type === 'left' && resolve()));
  const sending = sendAll(ann, [['a.bin', 4 * 1_048_576]]);
  await eventually(() => first.client.heard.length > 2);
  first.abort();
  await Promise.all([sending, first.over, gone]);
  expect(first.client.files).toEqual([]);
  const second = await come();
  const sent = await sendAll(ann, [['b.bin', PART + 1]]);
  await eventually(() => second.client.files.length === 1);
  expect(got(second.client)).toEqual(sent);
});

test('files of no bytes come behind one that waits, all of them and in order', async () => {
  const { ann, come, skipped } = await openPlace('WebSocket');
  const ready = deferred();
  const { client } = await come({}, ready.promise);
  const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
  const sent = await sendAll(ann, [['first', 1], ...names.map((name) => [name, 0] as const)]);
  ready.resolve();
  await eventually(() => client.files.length === sent.length);
  expect(got(client)).toEqual(sent);
  expect(skipped).toEqual([]);
});

test('a file that was removed is skipped, and the next one comes', async () => {
  const { ann, come, skipped } = await openPlace('memory');
  const ready = deferred();
  const { client } = await come({}, ready.promise);
  const [first] = await sendAll(ann, [['a.bin', 2 * PART]]);
  const removed = await sendSmall(ann, { name: 'b.bin' });
  await ann.ask({ type: 'file.remove', file: String(removed.file) });
  const [third] = await sendAll(ann, [['c.bin', 0]]);
  ready.resolve();
  await eventually(() => client.files.length === 2);
  expect(got(client)).toEqual([first, third]);
  expect(skipped).toEqual([['b.bin', expect.any(String)]]);
});
