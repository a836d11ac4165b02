import { expect, test } from 'vitest';
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
  const hub = createHub({ ...parts, clock: { ...clock, turn: (run) => void turns.push(run) } });
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
