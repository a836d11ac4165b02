import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { tcp } from '../../adapters/transports/tcp/index.js';
import { websocket } from '../../adapters/transports/websocket/index.js';
import { type Client, createClient } from '../../client/index.js';
import { type Address, type CloseCause, createHub, type Hub, silent } from '../../index.js';
import { type CuttableWire, clientClock, clientRandom, tcpWire, webSocketWire } from '../support/client-wires.js';
import { deferred } from '../support/deferred.js';

const kinds = [
  {
    name: 'TCP',
    transport: () => tcp({ port: 0 }),
    wire: ({ port = 0 }: Address) => tcpWire(port),
    reset: { by: 'error' },
    end: { by: 'peer' },
  },
  {
    name: 'WebSocket',
    transport: () => websocket({ port: 0 }),
    wire: ({ url }: Address) => webSocketWire(url),
    reset: { by: 'error' },
    end: { by: 'peer', code: '1000' },
  },
] as const;

/** A client that has joined a room on a hub of its own, and what each side has been told since. */
async function online({ transport, wire }: (typeof kinds)[number]) {
  const hub: Hub = createHub({ logger: silent });
  const [address] = await hub.listen(transport());
  if (address === undefined) throw new Error('There is no address.');
  const make = (): { client: Client; wire: CuttableWire } => {
    const own = wire(address);
    const client = createClient({ open: own.open, clock: clientClock, random: clientRandom });
    onTestFinished(() => {
      client.stop();
      own.destroy();
    });
    client.connect();
    return { client, wire: own };
  };
  onTestFinished(() => hub.stop());
  const one = make();
  await one.client.join('room');
  const told: string[] = [];
  const lost = deferred<CloseCause>();
  hub.on('lost', (_, cause) => {
    told.push('the hub');
    lost.resolve(cause);
  });
  const isWaiting = deferred();
  one.client.on('state', (state) => {
    told.push(`the client ${state}`);
    if (state === 'waiting') isWaiting.resolve();
  });
  return { ...one, told, lost: lost.promise, isWaiting: isWaiting.promise, other: make };
}

describe.each(kinds)('a client on $name', (kind) => {
  test.each(['reset', 'end'] as const)('is told of a connection that is cut by %s, as the hub is', async (how) => {
    const { wire, lost, isWaiting } = await online(kind);
    expect(wire.cut(how)).toBe(true);
    await isWaiting;
    expect(await lost).toMatchObject(kind[how]);
  });

  test('comes back from a half-open connection that the hub believes in', async () => {
    const { client, wire, told } = await online(kind);
    const isBack = deferred<string>();
    client.on('welcome', isBack.resolve);
    wire.cut('half-open');
    expect(await isBack.promise).toBe('resumed');
    expect(told).toEqual(['the client waiting', 'the client connecting', 'the client online']);
  });

  test('is not told of silence, and neither is the hub', async () => {
    const { wire, told, other } = await online(kind);
    wire.cut('silence');
    const { client } = other();
    await client.join('room');
    await client.say('room', 'anybody there?');
    expect(told).toEqual([]);
  });

  test('fails to connect where there is no way to the server', async () => {
    const { client, wire, told, isWaiting } = await online(kind);
    const tries = deferred();
    client.on('state', () => {
      if (told.filter((what) => what === 'the client waiting').length === 2) tries.resolve();
    });
    wire.isReachable = false;
    wire.cut('reset');
    await isWaiting;
    client.hurry();
    await tries.promise;
    expect(told).not.toContain('the client online');
  });

  test('has nothing to be cut twice', async () => {
    const { wire } = await online(kind);
    wire.cut('silence');
    expect(wire.cut('reset')).toBe(false);
  });
});

test('a TCP wire keeps the bytes of a character together, however they are read', async () => {
  const text = 'žluťoučký 日本語 🐎';
  const server = createServer({ noDelay: true }).listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  const frame = deferred<string>();
  const wire = tcpWire((server.address() as AddressInfo).port);
  wire.open({ opened() {}, frame: frame.resolve, closed() {} });
  onTestFinished(wire.destroy);
  const [socket] = (await once(server, 'connection')) as [Socket];
  // The wire is destroyed with a reset.
  socket.on('error', () => {});
  for (const byte of Buffer.from(`${text}\n`)) {
    socket.write(Uint8Array.of(byte));
    await new Promise(setImmediate);
  }
  expect(await frame.promise).toBe(text);
});
