import { describe, expect, test } from 'vitest';
import { memory } from '../../../adapters/transports/memory/index.js';
import type { ClientWire } from '../../../client/index.js';
import type { CloseCause, Connection } from '../../../core/index.js';
import { seededRandom, virtualClock } from '../../../testkit/index.js';
import type { Host } from '../../../testkit/world/host.js';
import { createNetwork, type NetworkOptions } from '../../../testkit/world/network.js';

interface Arrived {
  readonly text: string;
  readonly at: number;
}

/** The hub's end of a connection. */
interface Accepted {
  readonly connection: Connection;
  readonly frames: Arrived[];
  closed: CloseCause | undefined;
  say(...texts: readonly string[]): void;
}

/** The client's end. */
interface Opened {
  readonly wire: ClientWire;
  readonly frames: Arrived[];
  /** `opened`, `closed`, with the time of each. */
  readonly events: [string, number][];
}

async function stage(options: NetworkOptions = {}, seed = 1) {
  const clock = virtualClock({ start: 0 });
  const network = createNetwork({ clock, random: seededRandom(seed), options });
  const transport = memory({ clock });
  const accepted: Accepted[] = [];
  await transport.listen((connection) => {
    const end: Accepted = {
      connection,
      frames: [],
      closed: undefined,
      say: (...texts) => connection.write(connection.framing.pack(texts)),
    };
    accepted.push(end);
    connection.start({
      frame: (frame) => void end.frames.push({ text: String(frame), at: clock.now() }),
      rejected() {},
      drained() {},
      closed(cause) {
        end.closed = cause;
      },
    });
  });
  network.listener = transport;

  function open(host: Host): Opened {
    const frames: Arrived[] = [];
    const events: [string, number][] = [];
    const wire = host.opener()({
      opened: () => events.push(['opened', clock.now()]),
      frame: (text) => frames.push({ text, at: clock.now() }),
      closed: () => events.push(['closed', clock.now()]),
    });
    return { wire, frames, events };
  }

  /** A host with a connection that is open at both ends. */
  async function connected(name = 'ann') {
    const host = network.host(name);
    const client = open(host);
    await clock.advance(100);
    const hub = accepted.at(-1);
    if (hub === undefined) throw new Error('The connection was not accepted.');
    return { host, client, hub };
  }

  return { clock, network, transport, accepted, open, connected };
}

const texts = (frames: readonly Arrived[]) => frames.map(({ text }) => text);
const names = ({ events }: Opened) => events.map(([name]) => name);
const numbered = Array.from({ length: 50 }, (_, number) => String(number));

describe('a connection', () => {
  test('takes a way there and a way back to open, and nothing is told inside of the call', async () => {
    const { clock, network, accepted, open } = await stage({ delayMs: [5, 5] });
    const client = open(network.host('ann'));
    expect(client.events).toEqual([]);
    await clock.advance(5);
    expect(accepted).toHaveLength(1);
    expect(client.events).toEqual([]);
    await clock.advance(5);
    expect(client.events).toEqual([['opened', 10]]);
  });

  test('carries parcels in order in both directions, each within the delay and no two alike', async () => {
    const { clock, connected } = await stage({ delayMs: [1, 20] });
    const { client, hub } = await connected();
    const sent = clock.now();
    for (const text of numbered) client.wire.send(text);
    hub.say(...numbered);
    await clock.advance(100);
    for (const frames of [client.frames, hub.frames]) {
      expect(texts(frames)).toEqual(numbered);
      const taken = frames.map(({ at }) => at - sent);
      expect(Math.max(...taken)).toBeLessThanOrEqual(20);
      expect(new Set(taken).size).toBeGreaterThan(1);
    }
  });

  test('overtakes other connections now and then', async () => {
    const { clock, connected } = await stage();
    const ann = await connected('ann');
    const bob = await connected('bob');
    const order = new Set<string>();
    for (let round = 0; round < 20; round++) {
      ann.client.wire.send('first');
      bob.client.wire.send('second');
      await clock.advance(50);
      const [a, b] = [ann.hub.frames.at(-1)?.at ?? 0, bob.hub.frames.at(-1)?.at ?? 0];
      if (a !== b) order.add(a < b ? 'kept' : 'overtaken');
    }
    expect([...order].sort()).toEqual(['kept', 'overtaken']);
  });

  test('that the client closes brings the hub all that was sent before', async () => {
    const { clock, connected } = await stage();
    const { client, hub } = await connected();
    client.wire.send('last words');
    client.wire.close();
    client.wire.close();
    await clock.advance(100);
    expect(texts(hub.frames)).toEqual(['last words']);
    expect(hub.closed?.by).toBe('peer');
    expect(names(client)).toEqual(['opened', 'closed']);
  });

  test('that the client has closed brings it nothing more', async () => {
    const { clock, connected } = await stage();
    const { client, hub } = await connected();
    hub.say('on its way');
    client.wire.close();
    await clock.advance(100);
    expect(client.frames).toEqual([]);
  });

  test('that the hub closes brings the client all that was written before', async () => {
    const { clock, connected } = await stage();
    const { client, hub } = await connected();
    hub.say('last words');
    hub.connection.close({ code: 'bye', text: '' });
    await clock.advance(100);
    expect(texts(client.frames)).toEqual(['last words']);
    expect(names(client)).toEqual(['opened', 'closed']);
  });

  test('is refused where nobody listens', async () => {
    const { clock, network, open } = await stage();
    network.listener = undefined;
    const client = open(network.host('ann'));
    await clock.advance(100);
    expect(names(client)).toEqual(['closed']);
  });

  test('that is given up before it is there closes at the hub too', async () => {
    const { clock, network, accepted, open } = await stage();
    const client = open(network.host('ann'));
    client.wire.close();
    await clock.advance(100);
    expect(names(client)).toEqual(['closed']);
    expect(accepted[0]?.closed?.by).toBe('peer');
  });
});

describe('a fault', () => {
  test('drop: both ends learn of it, and what is under way is lost', async () => {
    const { clock, connected } = await stage();
    const { host, client, hub } = await connected();
    client.wire.send('lost');
    hub.say('lost');
    await clock.settle();
    host.drop();
    await clock.settle();
    expect(names(client)).toEqual(['opened', 'closed']);
    expect(hub.closed?.by).toBe('error');
    await clock.advance(100);
    expect([client.frames, hub.frames]).toEqual([[], []]);
  });

  test('lose: the client learns of it, the hub does not', async () => {
    const { clock, connected } = await stage();
    const { host, client, hub } = await connected();
    host.lose();
    hub.say('into the void');
    await clock.advance(10_000);
    expect(names(client)).toEqual(['opened', 'closed']);
    expect(hub.closed).toBeUndefined();
    expect(hub.connection.pendingBytes).toBeGreaterThan(0);
  });

  test('vanish: neither learns of it', async () => {
    const { clock, network, connected } = await stage();
    const { host, client, hub } = await connected();
    host.vanish();
    client.wire.send('into the void');
    hub.say('into the void');
    await clock.advance(10_000);
    expect(names(client)).toEqual(['opened']);
    expect([client.frames, hub.frames, hub.closed]).toEqual([[], [], undefined]);
    expect(network.moving).toBe(false);
  });

  test('vanish: the host can open another connection', async () => {
    const { clock, open, connected } = await stage();
    const { host } = await connected();
    host.vanish();
    const again = open(host);
    await clock.advance(100);
    expect(names(again)).toEqual(['opened']);
  });

  test('freeze: what is written waits at the hub, and comes when the client reads again', async () => {
    const { clock, connected } = await stage();
    const { host, client, hub } = await connected();
    host.freeze(true);
    hub.say('x'.repeat(1_000));
    client.wire.send('still sent');
    await clock.advance(1_000);
    expect(hub.connection.pendingBytes).toBe(1_000);
    expect(client.frames).toEqual([]);
    expect(texts(hub.frames)).toEqual(['still sent']);
    host.freeze(false);
    await clock.advance(100);
    expect(hub.connection.pendingBytes).toBe(0);
    expect(client.frames).toHaveLength(1);
  });

  test('freeze: what was under way is not read before the client reads again', async () => {
    const { clock, connected } = await stage();
    const { host, client, hub } = await connected();
    hub.say('under way');
    await clock.settle();
    host.freeze(true);
    await clock.advance(1_000);
    expect(client.frames).toEqual([]);
    host.freeze(false);
    await clock.advance(100);
    expect(texts(client.frames)).toEqual(['under way']);
  });

  test('freeze: a connection that is opened meanwhile is not read either', async () => {
    const { clock, network, accepted, open } = await stage();
    const host = network.host('ann');
    host.freeze(true);
    const client = open(host);
    await clock.advance(100);
    accepted[0]?.say('x'.repeat(1_000));
    await clock.advance(1_000);
    expect(accepted[0]?.connection.pendingBytes).toBe(1_000);
    host.freeze(false);
    await clock.advance(100);
    expect(names(client)).toEqual(['opened']);
    expect(client.frames).toHaveLength(1);
  });

  test('partition: nothing passes, then all that was held up flows on in order', async () => {
    const { clock, network, connected } = await stage();
    const { host, client, hub } = await connected();
    for (const text of numbered.slice(0, 10)) client.wire.send(text);
    host.part(true);
    for (const text of numbered.slice(10)) client.wire.send(text);
    hub.say(...numbered);
    await clock.advance(60_000);
    expect([client.frames, hub.frames]).toEqual([[], []]);
    expect(network.moving).toBe(false);
    host.part(false);
    await clock.advance(100);
    expect(texts(client.frames)).toEqual(numbered);
    expect(texts(hub.frames)).toEqual(numbered);
  });

  test('partition: a new connection comes about only when it has ended', async () => {
    const { clock, network, accepted, open } = await stage();
    const host = network.host('ann');
    host.part(true);
    const client = open(host);
    await clock.advance(60_000);
    expect([client.events, accepted]).toEqual([[], []]);
    host.part(false);
    await clock.advance(100);
    expect(names(client)).toEqual(['opened']);
  });

  test('partition: a client that closes meanwhile is heard of by the hub when it has ended', async () => {
    const { clock, connected } = await stage();
    const { host, client, hub } = await connected();
    host.part(true);
    client.wire.send('last words');
    client.wire.close();
    await clock.advance(1_000);
    expect(names(client)).toEqual(['opened', 'closed']);
    expect(hub.closed).toBeUndefined();
    host.part(false);
    await clock.advance(100);
    expect(texts(hub.frames)).toEqual(['last words']);
    expect(hub.closed?.by).toBe('peer');
  });

  test('partition of one host leaves the others alone', async () => {
    const { clock, connected } = await stage();
    const ann = await connected('ann');
    const bob = await connected('bob');
    ann.host.part(true);
    bob.client.wire.send('hi');
    await clock.advance(100);
    expect(texts(bob.hub.frames)).toEqual(['hi']);
  });

  test('a hub that vanishes: what it had sent arrives, then its clients learn of it', async () => {
    const { clock, network, connected } = await stage();
    const { client, hub } = await connected();
    hub.say('on its way');
    await clock.settle();
    client.wire.send('nobody is there');
    network.hubGone();
    hub.say('from beyond');
    await clock.advance(100);
    expect(texts(client.frames)).toEqual(['on its way']);
    expect(names(client)).toEqual(['opened', 'closed']);
    expect([hub.frames, hub.closed]).toEqual([[], undefined]);
  });

  test('a hub that has vanished refuses connections', async () => {
    const { clock, network, open, connected } = await stage();
    const { host } = await connected();
    network.hubGone();
    const again = open(host);
    await clock.advance(100);
    expect(names(again)).toEqual(['closed']);
  });
});

test('hosts have addresses of their own', async () => {
  const { accepted, connected } = await stage();
  await connected('ann');
  await connected('bob');
  expect(accepted.map(({ connection }) => connection.info.remoteAddress)).toEqual(['10.0.0.1', '10.0.0.2']);
});

test('the same seed gives the same times, another one others', async () => {
  const times = async (seed: number) => {
    const { clock, connected } = await stage({}, seed);
    const { client, hub } = await connected();
    for (let round = 0; round < 20; round++) {
      client.wire.send(String(round));
      await clock.advance(100);
    }
    return hub.frames.map(({ at }) => at);
  };
  expect(await times(1)).toEqual(await times(1));
  expect(await times(1)).not.toEqual(await times(2));
});

test.each([[[2, 1]], [[-1, 1]], [[0, 0.5]]])('there are no delays of %j', (delayMs) => {
  const make = () =>
    createNetwork({
      clock: virtualClock(),
      random: seededRandom(1),
      options: { delayMs: delayMs as [number, number] },
    });
  expect(make).toThrow(TypeError);
});
