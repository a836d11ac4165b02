import { describe, expect, onTestFinished, test } from 'vitest';
import { WebSocket } from 'ws';
import { type Client, createClient, type MessageEvent, type OpenWire, webSocket } from '../../../client/index.js';
import { tcp } from '../../../client/wires/tcp.js';
import { startGateway } from '../../apps/gateway/support/gateway.js';
import { deafPort } from './support/bare-server.js';
import { relayTo } from './support/relay.js';

const kinds: Readonly<Record<string, { transport: string; open(port: number): OpenWire }>> = {
  WebSocket: {
    transport: 'websocket',
    open: (port) => webSocket(`ws://127.0.0.1:${port}/ws`, { WebSocket }),
  },
  TCP: { transport: 'tcp', open: (port) => tcp({ host: '127.0.0.1', port }) },
};

/** A client with its own clock and chance, which is stopped when the test is done. */
function connected(open: OpenWire, nick: string): Client {
  const client = createClient({ open, nick });
  onTestFinished(() => client.stop());
  client.connect();
  return client;
}

function next<T>(listen: (take: (value: T) => void) => () => void): Promise<T> {
  return new Promise((resolve) => {
    const end = listen((value) => {
      end();
      resolve(value);
    });
  });
}

const nextMessage = (client: Client) => next<MessageEvent>((take) => client.on('message', take));
const nextWelcome = (client: Client) => next<string>((take) => client.on('welcome', take));

describe.each(Object.entries(kinds))('over %s, a client of the gateway', (_name, { transport, open }) => {
  async function gatewayPort(): Promise<number> {
    const { addresses } = await startGateway();
    return addresses.find((address) => address.transport === transport)?.port ?? 0;
  }

  test('logs in, joins, says something and hears it', async () => {
    const port = await gatewayPort();
    const [ann, bob] = [connected(open(port), 'ann'), connected(open(port), 'bob')];
    await Promise.all([ann.join('lobby'), bob.join('lobby')]);
    const heard = nextMessage(bob);
    const { id } = await ann.say('lobby', '早上好，李四 🐎');
    expect(await heard).toMatchObject({ id, text: '早上好，李四 🐎', from: { nick: 'ann' } });
    expect([ann.user?.nick, bob.user?.nick]).toEqual(['ann', 'bob']);
  });

  test('comes back when the connection is lost, with what was said meanwhile', async () => {
    const port = await gatewayPort();
    const relay = await relayTo(port);
    const [ann, bob] = [connected(open(relay.port), 'ann'), connected(open(port), 'bob')];
    await Promise.all([ann.join('lobby'), bob.join('lobby')]);
    const [back, missed] = [nextWelcome(ann), nextMessage(ann)];
    relay.cut();
    await bob.say('lobby', 'are you there?');
    expect(await back).toBe('resumed');
    expect(await missed).toMatchObject({ text: 'are you there?' });
    const heard = nextMessage(bob);
    await ann.say('lobby', 'I am');
    expect(await heard).toMatchObject({ text: 'I am' });
  });

  test('goes away for good when it quits', async () => {
    const port = await gatewayPort();
    const ann = connected(open(port), 'ann');
    await ann.join('lobby');
    await ann.quit();
    expect([ann.state, ann.user]).toEqual(['stopped', undefined]);
  });

  test('waits where no server is', async () => {
    const ann = createClient({ open: open(await deafPort()) });
    onTestFinished(() => ann.stop());
    const waiting = next<string>((take) => ann.on('state', (state) => state === 'waiting' && take(state)));
    ann.connect();
    expect(await waiting).toBe('waiting');
  });
});
