import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { type Client, createClient, type MessageEvent } from '../../../client/index.js';
import { tcp } from '../../../client/wires/tcp.js';
import { startGatewayProgram } from './support/program.js';

const ROUNDS = 5;
const FILES_A_ROUND = 4;
const SIZE = 200_000;

const bytesOf = (seed: number): Uint8Array => Uint8Array.from({ length: SIZE }, (_, at) => (at * 7 + seed) % 251);
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** A client that finds the gateway wherever it listens now. */
function guest(nick: string, port: () => number): Client {
  const client = createClient({ open: (...receiver) => tcp({ host: '127.0.0.1', port: port() })(...receiver), nick });
  onTestFinished(() => client.stop());
  client.connect();
  return client;
}

test('a gateway that is killed while files come has each of them once, and their senders are told so', {
  timeout: 240_000,
}, async () => {
  const data = await mkdtemp(join(tmpdir(), 'partyline-files-killed-'));
  onTestFinished(() => rm(data, { recursive: true, force: true }));
  // The rates are those of people: many files at once would be slowed down.
  const start = () => startGatewayProgram('--data', data, '--operator-token', 'a-token-of-this-test-alone');
  let gateway = await start();
  const [ann, bob] = [guest('ann', () => gateway.tcpPort), guest('bob', () => gateway.tcpPort)];
  const told: MessageEvent[] = [];
  bob.on('message', (message) => void told.push(message));
  await Promise.all([ann.join('lobby'), bob.join('lobby')]);

  const sent = new Map<string, string>();
  for (let round = 0; round < ROUNDS; round++) {
    const sending = Array.from({ length: FILES_A_ROUND }, (_, at) => {
      const name = `${round}-${at}.bin`;
      return ann.sendFile({ room: 'lobby' }, bytesOf(round * 10 + at), { name }).done.then(({ file }) => {
        sent.set(name, file);
      });
    });
    // Earlier and later in what it has to do for them.
    if (round > 0) await sending[round - 1];
    gateway.child.kill('SIGKILL');
    await gateway.exited;
    gateway = await start();
    for (const client of [ann, bob]) client.hurry();
    await Promise.all(sending);
  }
  await ann.say('lobby', 'the end');
  await new Promise<void>((resolve) => {
    const look = (): void => {
      if (told.some(({ text }) => text === 'the end')) resolve();
    };
    bob.on('message', look);
    look();
  });

  const announced = told
    .filter(({ kind }) => kind === 'file')
    .map(({ data: about }) => about as { name: string; file: string });
  // Each is announced once, under the id that its sender was told.
  expect(announced.map(({ name }) => name).toSorted()).toEqual([...sent.keys()].toSorted());
  expect(sent.size).toBe(ROUNDS * FILES_A_ROUND);
  for (const { name, file } of announced) expect([name, file]).toEqual([name, sent.get(name)]);
  // And is whole, and counted, and nothing else is.
  for (const [name, file] of sent) {
    const [round = 0, at = 0] = name.split(/[-.]/).map(Number);
    const response = await fetch(new URL(`/files/${file}/${name}`, gateway.http));
    expect(sha256(new Uint8Array(await response.arrayBuffer()))).toBe(sha256(bytesOf(round * 10 + at)));
  }
  const page = await fetch(new URL('/operator/files', gateway.http), {
    headers: { Authorization: 'Bearer a-token-of-this-test-alone' },
  });
  const { total, bytes, uploads } = (await page.json()) as {
    total: number;
    bytes: number;
    uploads: { arrived: number }[];
  };
  const arrived = uploads.reduce((sum, upload) => sum + upload.arrived, 0);
  expect([total, bytes - arrived]).toEqual([sent.size, sent.size * SIZE]);
});
