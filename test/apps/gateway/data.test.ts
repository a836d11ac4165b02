import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createClient, type MessageEvent } from '../../../client/index.js';
import { clientClock, clientRandom, tcpWire } from '../../support/client-wires.js';
import { sized } from '../../support/sizes.js';
import { startProgram } from './support/program.js';

/** Gateways side by side: one starts while another has traffic, since starting takes the time. */
const GATEWAYS = sized(2, 5);
const ROUNDS = sized(3, 50);
const SAID_A_ROUND = 60;

async function folder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'partyline-data-'));
  onTestFinished(() => rm(path, { recursive: true, force: true }));
  return path;
}

/** Ports that are free now, to be the same after a restart. */
async function freePorts(count: number): Promise<readonly number[]> {
  const servers = await Promise.all(Array.from({ length: count }, () => listening()));
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}

function listening(): Promise<Server> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => resolve(server));
  });
}

async function gatewayOn(data: string, tcpPort: number) {
  const started = startProgram(['--http-port', '0', '--tcp-port', String(tcpPort), '--data', data]);
  await started.waitForOutput(/nc 127\.0\.0\.1/);
  return started;
}

/** A client that stays, with all that it was told. */
function guest(nick: string, port: number) {
  const wire = tcpWire(port);
  const client = createClient({ open: wire.open, clock: clientClock, random: clientRandom, nick });
  const told: MessageEvent[] = [];
  const gaps: unknown[] = [];
  const violations: string[] = [];
  const waiting = new Set<() => void>();
  client.on('message', (message) => {
    told.push(message);
    for (const check of waiting) check();
  });
  const hears = (text: string) =>
    new Promise<void>((resolve) => {
      const check = () => told.at(-1)?.text === text && resolve();
      waiting.add(check);
      check();
    });
  client.on('gap', (gap) => void gaps.push(gap));
  client.on('violation', (text) => void violations.push(text));
  client.connect();
  onTestFinished(() => {
    client.stop();
    wire.destroy();
  });
  return { client, told, gaps, violations, hears };
}

/** Kills a gateway again and again while somebody talks, each time a little later, and looks what its clients were told. */
async function killAndLook(number: number, port: number): Promise<void> {
  const data = await folder();
  let gateway = await gatewayOn(data, port);
  const ann = guest('ann', port);
  const bob = guest('bob', port);
  await Promise.all([ann.client.join('lobby'), bob.client.join('lobby')]);

  const acked: { offset: number; id: string; text: string }[] = [];
  let said = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const saying: Promise<void>[] = [];
    for (let count = 0; count < SAID_A_ROUND; count++) {
      const text = `message ${++said}`;
      const keep = ({ offset, id }: { offset: number; id: string }) => void acked.push({ offset, id, text });
      saying.push(ann.client.say('lobby', text).then(keep));
    }
    await saying[Math.floor((SAID_A_ROUND * (round * GATEWAYS + number)) / (ROUNDS * GATEWAYS))];
    gateway.child.kill('SIGKILL');
    await gateway.exited;
    gateway = await gatewayOn(data, port);
    for (const { client } of [ann, bob]) client.hurry();
    await Promise.all(saying);
  }
  await bob.client.say('lobby', 'the end');
  await Promise.all([ann.hears('the end'), bob.hears('the end')]);

  const texts = [...Array.from({ length: said }, (_, at) => `message ${at + 1}`), 'the end'];
  for (const { told, gaps, violations } of [ann, bob]) {
    expect([gaps, violations]).toEqual([[], []]);
    expect(told.map(({ offset }) => offset)).toEqual(texts.map((_, at) => at + 1));
    expect(told.map(({ text }) => text)).toEqual(texts);
  }
  const kept = new Map(bob.told.map(({ offset, id, text }) => [offset, { offset, id, text }]));
  expect(acked).toHaveLength(said);
  expect(
    acked.filter(({ offset, id, text }) => kept.get(offset)?.id !== id || kept.get(offset)?.text !== text),
  ).toEqual([]);
}

test(`a gateway killed under load ${GATEWAYS * ROUNDS} times keeps every acknowledged message, and its clients resume`, {
  timeout: 60_000 + GATEWAYS * ROUNDS * 10_000,
}, async () => {
  const ports = await freePorts(GATEWAYS);
  await Promise.all(ports.map((port, number) => killAndLook(number, port)));
});

test('says in its banner where it keeps what is said', async () => {
  const data = join(await folder(), 'new', 'deeper');
  const { waitForOutput: says } = startProgram(['--http-port', '0', '--tcp-port', '0', '--data', data]);
  const [banner] = await says(/Messages are stored in \S+/);
  expect(banner).toContain(data);
});

test('a folder that cannot be made, and a log that is none, are one line and an exit code', async () => {
  const data = await folder();
  await writeFile(join(data, 'file'), '');
  await writeFile(join(data, 'partyline.db'), 'this is not a log, by any means, at all'.repeat(100));
  const ends = await Promise.all(
    [join(data, 'file', 'below'), data].map(
      (dir) => startProgram(['--http-port', '0', '--tcp-port', '0', '--data', dir]).exited,
    ),
  );
  for (const { code, err } of ends) {
    expect(code).toBe(1);
    expect(err.trim().split('\n')).toHaveLength(1);
  }
});
