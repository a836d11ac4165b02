import { describe, expect, test } from 'vitest';
import { seededRandom, virtualClock } from '../../../testkit/index.js';
import { createNetwork } from '../../../testkit/world/network.js';
import { names, numbered, stage, texts } from './support/network-stage.js';

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
