import { describe, expect, test } from 'vitest';
import { createHub, MemoryBroker, native, type Plugin } from '../../../core/index.js';
import { manualClock } from '../../../testkit/index.js';
import { fakeTransport } from '../../support/fake-transport.js';
import { countingRandom } from '../../support/random.js';
import { openWorld, partsForTests } from '../../support/world.js';

test('stopping goes in order: nobody new, everybody told, plugins last come first, then the broker', async () => {
  const order: string[] = [];
  const random = countingRandom();
  const broker = new MemoryBroker(random);
  const closeBroker = broker.close.bind(broker);
  broker.close = () => {
    order.push('broker closed');
    return closeBroker();
  };
  const plugin = (name: string): Plugin => ({
    name,
    setup: (host) => {
      host.on('draining', () => void order.push(`${name} told`));
      host.on('closed', () => void order.push(`${name} sees a session end`));
    },
    dispose: () => void order.push(`${name} disposed`),
  });
  const world = await openWorld({ broker, random, plugins: [plugin('one'), plugin('two')] });
  const ann = await world.native('ann');
  await world.hub.stop();
  await ann.over;
  expect(order).toEqual([
    'one told',
    'two told',
    'one sees a session end',
    'two sees a session end',
    'two disposed',
    'one disposed',
    'broker closed',
  ]);
  expect(ann.all('bye')).toMatchObject([{ code: 'CHAT_DRAINING', reconnectMs: 2_500 }]);
});

test('what a peer has sent before the hub stops is done and answered before it is sent away', async () => {
  const slow: Plugin = {
    name: 'slow',
    setup: (host) =>
      host.gate('publish', async (draft) => {
        await new Promise<void>((resolve) => void host.clock.after(500, resolve));
        return draft;
      }),
  };
  const world = await openWorld({ plugins: [slow] });
  const ann = await world.native('ann', 'lobby');
  ann.send({ type: 'say', ref: 'a', room: 'lobby', text: 'one' });
  ann.send({ type: 'say', ref: 'b', room: 'lobby', text: 'two' });
  await world.settle();
  const stopped = world.hub.stop();
  await world.clock.advance(1_000);
  await stopped;
  await ann.over;
  const answers = ann.heard.slice(2).map(({ type, ref, text }) => [type, ref ?? text]);
  expect(answers).toEqual([
    ['message', 'one'],
    ['ok', 'a'],
    ['message', 'two'],
    ['ok', 'b'],
    ['bye', 'The server is going down.'],
  ]);
});

test('connections are closed in batches, one in each turn of the event loop', async () => {
  const clock = manualClock();
  const turns: (() => void)[] = [];
  const parts = partsForTests(clock, { limits: { drainBatch: 10 } });
  const hub = createHub({ ...parts, clock: { ...clock, afterTick: (run) => void turns.push(run) } });
  const transport = fakeTransport();
  await hub.listen({ transport, dialect: native });
  const peers = Array.from({ length: 25 }, () => transport.open());
  await clock.settle();
  const stopped = hub.stop({ drainMs: 1_000 });
  transport.close = async () => {};
  const told: number[] = [];
  for (let turn = 0; turn < 3; turn++) {
    await clock.settle();
    told.push(peers.filter(({ calls }) => calls.includes('close CHAT_DRAINING')).length);
    for (const run of turns.splice(0)) run();
  }
  await clock.settle();
  await clock.advance(1_000);
  for (const run of turns.splice(0)) run();
  await stopped;
  expect(told).toEqual([10, 20, 25]);
});

describe('a hub that cannot finish in time', () => {
  const slow: Plugin = {
    name: 'slow',
    setup: (host) =>
      host.gate('publish', async (draft) => {
        await new Promise<void>((resolve) => void host.clock.after(500, resolve));
        return draft;
      }),
  };
  const flood = async (count: number) => {
    const world = await openWorld({ plugins: [slow] });
    const clients = await Promise.all(Array.from({ length: count }, (_, at) => world.native(`user${at}`, 'lobby')));
    for (const client of clients) {
      for (let ref = 1; ref <= 50; ref++) client.send({ type: 'say', ref: `say ${ref}`, room: 'lobby', text: 'flood' });
    }
    await world.settle();
    return { world, clients };
  };

  test('keeps the last second for farewells: every flooding client gets one within the deadline', async () => {
    const { world, clients } = await flood(20);
    const stopped = world.hub.stop({ drainMs: 5_000 });
    await world.clock.advance(4_000);
    await stopped;
    for (const client of clients) {
      expect(client.all('bye')).toMatchObject([{ code: 'CHAT_DRAINING', reconnectMs: expect.any(Number) }]);
    }
  });

  test('answers what it has done before the farewell and nothing behind it', async () => {
    const { world, clients } = await flood(1);
    const stopped = world.hub.stop({ drainMs: 5_000 });
    await world.clock.advance(5_000);
    await stopped;
    const [client] = clients;
    const kinds = client?.heard.map(({ type }) => type) ?? [];
    const answered = client?.all('ok').map(({ ref }) => ref) ?? [];
    expect(answered.slice(-7)).toEqual([1, 2, 3, 4, 5, 6, 7].map((ref) => `say ${ref}`));
    expect(kinds.at(-1)).toBe('bye');
  });

  test('gives a quarter of a short deadline to the farewells', async () => {
    const { world, clients } = await flood(1);
    const stopped = world.hub.stop({ drainMs: 1_000 });
    await world.clock.advance(750);
    await stopped;
    expect(clients[0]?.all('bye')).toHaveLength(1);
  });

  test('says farewell to the others while one peer has stopped reading', async () => {
    const { world, clients } = await flood(3);
    const [frozen, ...others] = clients;
    frozen?.wire.freeze();
    const stopped = world.hub.stop({ drainMs: 5_000 });
    await world.clock.advance(5_000);
    await stopped;
    for (const client of others) expect(client.all('bye')).toHaveLength(1);
  });
});
