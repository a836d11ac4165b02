import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { type Client, createClient } from '../../client/index.js';
import { startGatewayProgram, startProgram } from '../apps/gateway/support/program.js';
import { clientClock, clientRandom, tcpWire, webSocketWire } from '../support/client-wires.js';
import { sized } from '../support/sizes.js';

const CLIENTS = sized(60, 2_000);
const ROUNDS = sized(2, 10);
const ROOMS = 20;

interface Visitor {
  readonly client: Client;
  readonly room: string;
  /** Resolves once it is online and its room has everything that it missed. */
  caughtUp(): Promise<void>;
}

function visitor(number: number, httpPort: number, tcpPort: number): Visitor {
  const wire = number % 2 === 0 ? tcpWire(tcpPort) : webSocketWire(`ws://127.0.0.1:${httpPort}/`);
  const room = `room${number % ROOMS}`;
  const client = createClient({ open: wire.open, clock: clientClock, random: clientRandom, nick: `visitor${number}` });
  onTestFinished(() => {
    client.stop();
    wire.destroy();
  });
  client.connect();
  return {
    client,
    room,
    caughtUp: () =>
      new Promise((resolve, reject) => {
        const undo = [
          client.on('caughtUp', () => settle(resolve)),
          client.on('state', (state) => {
            if (state === 'stopped') settle(() => reject(new Error(`${room}: ${JSON.stringify(client.reason)}`)));
          }),
        ];
        const settle = (then: () => void) => {
          for (const off of undo) off();
          then();
        };
      }),
  };
}

test(`${CLIENTS} clients on TCP and WebSocket are all back after each of ${ROUNDS} restarts under load, with every acknowledged message kept once`, {
  timeout: 60_000 + ROUNDS * CLIENTS * 100,
}, async () => {
  const data = await mkdtemp(join(tmpdir(), 'partyline-storm-'));
  onTestFinished(() => rm(data, { recursive: true, force: true }));
  const settings = ['--data', data, '--log-level', 'error', '--limit-reconnect-ms', '2000', '--drain-ms', '2000'];
  let gateway = await startGatewayProgram(...settings);
  const [httpPort, tcpPort] = [Number(new URL(gateway.http).port), gateway.tcpPort];
  const visitors = Array.from({ length: CLIENTS }, (_, number) => visitor(number, httpPort, tcpPort));
  await Promise.all(visitors.map(({ client, room }) => client.join(room)));

  const said: Promise<{ readonly room: string; readonly text: string; readonly offset: number }>[] = [];
  const sayAll = (round: string) => {
    for (const [number, { client, room }] of visitors.entries()) {
      const text = `${round} ${number}`;
      said.push(client.say(room, text).then(({ offset }) => ({ room, text, offset })));
    }
  };
  for (let round = 0; round < ROUNDS; round++) {
    sayAll(`before ${round}`);
    const back = visitors.map(({ caughtUp }) => caughtUp());
    const signal = round % 2 === 0 ? 'SIGTERM' : 'SIGKILL';
    gateway.child.kill(signal);
    if (gateway.child.exitCode === null && gateway.child.signalCode === null) await once(gateway.child, 'exit');
    sayAll(`away ${round}`);
    const again = startProgram(['--http-port', String(httpPort), '--tcp-port', String(tcpPort), ...settings]);
    await again.waitForOutput(/Press Ctrl-C to stop/);
    gateway = { ...gateway, ...again };
    await Promise.all(back);
    expect(visitors.filter(({ client }) => client.state !== 'online')).toEqual([]);
  }
  const acknowledged = await Promise.all(said);

  const checker = createClient({
    open: tcpWire(tcpPort).open,
    clock: clientClock,
    random: clientRandom,
    nick: 'checker',
  });
  onTestFinished(() => checker.stop());
  checker.connect();
  const kept = new Map<string, string[]>();
  for (let number = 0; number < ROOMS; number++) {
    const room = await checker.join(`room${number}`);
    for (let page = await room.history({ limit: 100 }); ; ) {
      for (const { text, offset } of page.entries)
        kept.set(text, [...(kept.get(text) ?? []), `${room.name} ${offset}`]);
      const { more, from, epoch } = page;
      if (!more || from === undefined || epoch === undefined) break;
      page = await room.history({ limit: 100, before: { epoch, offset: from } });
    }
  }
  for (const { room, text, offset } of acknowledged) expect(kept.get(text)).toEqual([`${room} ${offset}`]);
  expect(kept.size).toBe(acknowledged.length);
});
