import { connect } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import WebSocket from 'ws';
import { systemClock, systemRandom } from '../../../adapters/system/index.js';
import { createClient } from '../../../client/index.js';
import { tcp } from '../../../client/wires/tcp.js';
import { nativeSubprotocol } from '../../../core/index.js';
import type { LogFields, Logger } from '../../../index.js';
import { ncClient, type RunningGateway, startGateway } from './support/gateway.js';

const GUESSES = 1_000;
const CONNECTIONS = 100;
const TOKEN = 'pT3v-92kQx_Lm40Zr8Yb6Nw1';

/** Collects the warnings about tokens; on a busy machine there may be others. */
function warnings() {
  const lines: (LogFields & { readonly text: string })[] = [];
  const ignore = (): void => {};
  const warn: Logger['warn'] = (fields, text) => {
    if (text === 'wrong operator token') lines.push({ ...fields, text });
  };
  return { lines, logger: { debug: ignore, info: ignore, error: ignore, warn } satisfies Logger };
}

/** A peer that shows tokens: its replies, and whether it was closed. */
interface Guesser {
  readonly codes: string[];
  readonly closed: Promise<void>;
}

type Wire = (at: RunningGateway, from: string, frames: readonly string[]) => Guesser;

const hello = (token: string): string => JSON.stringify({ type: 'hello', ref: 1, credentials: { operator: token } });

function codesIn(text: string, codes: string[]): void {
  for (const [, code = ''] of text.matchAll(/"type":"error".*?"code":"(\w+)"/g)) codes.push(code);
}

const overWebSocket: Wire = ({ ws }, localAddress, frames) => {
  const socket = new WebSocket(ws, nativeSubprotocol, { localAddress });
  onTestFinished(() => socket.terminate());
  const codes: string[] = [];
  socket.on('open', () => {
    for (const frame of frames) socket.send(frame);
  });
  socket.on('message', (data) => codesIn(String(data), codes));
  socket.on('error', () => {});
  return { codes, closed: new Promise((resolve) => socket.on('close', () => resolve())) };
};

const overTcp: Wire = ({ tcpPort }, localAddress, frames) => {
  const socket = connect({ host: '127.0.0.1', port: tcpPort, localAddress });
  onTestFinished(() => void socket.destroy());
  const codes: string[] = [];
  socket.on('connect', () => socket.write(frames.map((frame) => `${frame}\n`).join('')));
  socket.on('data', (data) => codesIn(String(data), codes));
  socket.on('error', () => {});
  return { codes, closed: new Promise((resolve) => socket.on('close', () => resolve())) };
};

const wires: readonly (readonly [string, Wire])[] = [
  ['WebSocket', overWebSocket],
  ['TCP', overTcp],
];

function owner(at: RunningGateway, from = '127.0.0.1') {
  const socket = new WebSocket(at.ws, nativeSubprotocol, { localAddress: from });
  onTestFinished(() => socket.terminate());
  return new Promise<string>((resolve) => {
    socket.on('open', () =>
      socket.send(JSON.stringify({ type: 'hello', ref: 1, nick: 'owner', credentials: { operator: TOKEN } })),
    );
    socket.on('message', (data) => resolve((JSON.parse(String(data)) as { type: string }).type));
    socket.on('close', () => resolve('closed'));
  });
}

for (const [name, wire] of wires) {
  test(`1,000 guesses of one address over ${name} are slowed, and the right token passes from the same address`, async () => {
    const { lines, logger } = warnings();
    const at = await startGateway({ operatorToken: TOKEN }, { logger });
    const began = Date.now();
    const guessers = Array.from({ length: CONNECTIONS }, (_, connection) =>
      wire(
        at,
        '127.0.0.1',
        Array.from({ length: GUESSES / CONNECTIONS }, (_, i) => hello(`guess-${connection}-${i}-xxxxxxxx`)),
      ),
    );
    await Promise.race(guessers.map(({ closed }) => closed));
    expect(await owner(at)).toBe('welcome');
    const seconds = (Date.now() - began) / 1_000;
    const wrong = guessers.flatMap(({ codes }) => codes).filter((code) => code === 'OPERATOR_TOKEN').length;
    expect(wrong).toBeLessThanOrEqual(21 + 20 * seconds);
    expect(lines[0]).toMatchObject({ text: 'wrong operator token', address: '127.0.0.1', way: 'hello', wrong: 1 });
    expect(lines.length).toBeLessThanOrEqual(1 + seconds);
  }, 30_000);
}

test('1,000 guesses of 100 addresses are slowed, and the right token passes from another address', async () => {
  const { lines, logger } = warnings();
  const at = await startGateway({ operatorToken: TOKEN }, { logger });
  const guessers = Array.from({ length: CONNECTIONS }, (_, number) =>
    overWebSocket(
      at,
      `127.0.1.${number + 1}`,
      Array.from({ length: 10 }, (_, i) => hello(`guess-${number}-${i}-xxxxxx`)),
    ),
  );
  await new Promise<void>((resolve) => {
    const wait = (): void => {
      if (guessers.every(({ codes }) => codes.length > 0)) resolve();
      else setImmediate(wait);
    };
    wait();
  });
  expect(await owner(at, '127.0.0.1')).toBe('welcome');
  expect(new Set(lines.map(({ address }) => address)).size).toBeGreaterThan(10);
}, 30_000);

test('a connection is closed after three wrong tokens before the login', async () => {
  const at = await startGateway({ operatorToken: TOKEN });
  const { codes, closed } = overTcp(
    at,
    '127.0.0.1',
    Array.from({ length: 10 }, (_, i) => hello(`guess-${i}-xxxxxxxxxx`)),
  );
  await closed;
  expect(codes).toEqual(['OPERATOR_TOKEN', 'OPERATOR_TOKEN', 'OPERATOR_TOKEN']);
});

test('tokens that were shown by /oper, in a hello and over HTTP are counted together', async () => {
  const { lines, logger } = warnings();
  const at = await startGateway({ operatorToken: TOKEN }, { logger });
  const ann = ncClient(at.tcpPort);
  ann.send('ann');
  await ann.waitFor('#lobby');
  ann.send('/oper not-the-right-token');
  await ann.waitFor('! Wrong operator token');
  const { codes, closed } = overTcp(at, '127.0.0.1', [hello('not-the-right-token'), hello('nor-is-this-the-token')]);
  void closed;
  while (codes.length < 2) await new Promise(setImmediate);
  const began = Date.now();
  const { status } = await fetch(`${at.http}operator/config`, {
    headers: { Authorization: 'Bearer not-the-right-token' },
  });
  expect([status, Date.now() - began >= 240]).toEqual([401, true]);
  expect(lines[0]).toMatchObject({ way: 'oper', address: '127.0.0.1' });
  ann.send(`/oper ${TOKEN}`);
  await ann.waitFor('-- You are an operator.');
});

test('a guest who resumes with the operator’s token is one, and who resumes without it is none any more', async () => {
  const at = await startGateway({ operatorToken: TOKEN });
  let credentials: Record<string, unknown> | undefined;
  const client = createClient({
    open: tcp({ host: '127.0.0.1', port: at.tcpPort }),
    clock: systemClock,
    random: systemRandom,
    nick: 'ann',
    credentials: () => credentials,
  });
  onTestFinished(client.stop);
  const online = (how: string) =>
    new Promise<void>((resolve) => {
      const off = client.on('welcome', (was) => {
        if (was !== how) return;
        off();
        resolve();
      });
    });
  const bans = () =>
    client.request('room.bans', { room: '*' }).then(
      () => 'operator',
      (error: { code?: string }) => error.code,
    );
  const resumed = async (next: Record<string, unknown> | undefined): Promise<unknown> => {
    credentials = next;
    const back = online('resumed');
    const [session] = at.gateway.hub.chat.sessions();
    session?.close({ code: 'TEST_AGAIN', text: 'Once more.', mayReturn: true });
    await new Promise<void>((resolve) => {
      const off = client.on('state', (state) => {
        if (state !== 'waiting') return;
        off();
        resolve();
      });
    });
    client.hurry();
    await back;
    return bans();
  };
  const first = online('fresh');
  client.connect();
  await first;
  expect(await bans()).toBe('MODERATION_FORBIDDEN');
  expect(await resumed({ operator: TOKEN })).toBe('operator');
  expect(await resumed(undefined)).toBe('MODERATION_FORBIDDEN');
  expect(await resumed({ operator: TOKEN })).toBe('operator');
});
