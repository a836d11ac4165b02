import { expect, test } from 'vitest';
import { auto } from '../../../adapters/dialects/auto/index.js';
import { text } from '../../../adapters/dialects/text/index.js';
import { memory } from '../../../adapters/transports/memory/index.js';
import { createHub, errors, MemoryBroker, native, type Plugin } from '../../../core/index.js';
import { manualClock } from '../../../testkit/index.js';
import { fakeTransport } from '../../support/fake-transport.js';
import { nativePeer } from '../../support/peers.js';
import { countingRandom } from '../../support/random.js';
import { openWorld, partsForTests } from '../../support/world.js';

test('stopping goes in order: draining, everybody out, plugins from last to first, broker', async () => {
  const order: string[] = [];
  const noted = (name: string): Plugin => ({ name, setup() {}, dispose: () => void order.push(`dispose ${name}`) });
  const broker = new MemoryBroker(countingRandom());
  const close = broker.close.bind(broker);
  broker.close = () => {
    order.push('broker');
    return close();
  };
  const { hub, native: join } = await openWorld({ plugins: [noted('one'), noted('two'), noted('three')], broker });
  hub.on('draining', () => void order.push('draining'));
  hub.on('closed', () => void order.push('closed'));
  const ann = await join('ann', 'lobby');
  await hub.stop();
  expect(order).toEqual(['draining', 'closed', 'dispose three', 'dispose two', 'dispose one', 'broker']);
  await ann.over;
});

test('everybody is told that the server goes, and when to come back', async () => {
  const { hub, native: join, connect, settle } = await openWorld();
  const ann = await join('ann');
  const person = connect();
  person.send('bob');
  await settle();
  await hub.stop();
  await ann.over;
  const { text: why } = errors.CHAT_DRAINING;
  expect(ann.heard.at(-1)).toEqual({ type: 'bye', code: 'CHAT_DRAINING', text: why, reconnectMs: 2_500 });
  const seen: unknown[] = [];
  for (let frame = await person.next(); frame !== undefined; frame = await person.next()) seen.push(frame);
  expect(seen.at(-1)).toBe(`! ${why} Come back in 3 s.`);
});

test('the state goes from idle by open and draining to stopped', async () => {
  const hub = createHub(partsForTests(manualClock()));
  const states = [hub.state];
  await hub.listen(memory());
  states.push(hub.state);
  const stopped = hub.stop();
  states.push(hub.state);
  await stopped;
  states.push(hub.state);
  expect(states).toEqual(['idle', 'open', 'draining', 'stopped']);
});

test('stopping twice is stopping once', async () => {
  const { hub } = await openWorld();
  expect(hub.stop()).toBe(hub.stop());
});

test('a hub that never listened can be stopped', async () => {
  const hub = createHub(partsForTests(manualClock()));
  await hub.stop();
  expect(hub.state).toBe('stopped');
});

test('no timer is left when a hub has stopped', async () => {
  const {
    hub,
    clock,
    native: join,
    stranger,
  } = await openWorld({
    plugins: [{ name: 'busy', setup: (host) => void host.every(1_000, () => {}) }],
  });
  await join('ann', 'lobby');
  stranger();
  expect(clock.timers).toBeGreaterThan(0);
  await hub.stop();
  expect(clock.timers).toBe(0);
});

test('who does not go within the deadline is cut off', async () => {
  const clock = manualClock();
  const hub = createHub(partsForTests(clock));
  const transport = fakeTransport();
  const stubborn = fakeTransport('stubborn');
  let freed = () => {};
  const closed = new Promise<void>((resolve) => {
    freed = resolve;
  });
  await hub.listen(
    { transport, dialect: native },
    { transport: { ...stubborn, close: () => closed }, dialect: native },
  );
  const peer = stubborn.open();
  const destroy = peer.destroy;
  peer.close = () => {};
  peer.destroy = () => {
    destroy();
    freed();
  };
  const stopped = hub.stop({ drainMs: 700 });
  await clock.settle();
  await clock.advance(699);
  expect(peer.calls).toEqual(['pause']);
  await clock.advance(1);
  await stopped;
  expect(peer.calls).toEqual(['pause', 'destroy']);
});

test('who comes while the hub goes down is told so', async () => {
  const clock = manualClock();
  const hub = createHub(partsForTests(clock, { dialect: auto({ text: text() }) }));
  const slow = memory({ clock });
  // It goes on accepting after it was asked to close, as a kernel's queue of connections does.
  await hub.listen({ ...slow, close: async () => {} });
  const stopping = hub.stop();
  await clock.settle();
  const late = nativePeer(slow.connect({ subprotocol: 'partyline.v1' }));
  await late.over;
  expect(late.heard).toMatchObject([{ type: 'bye', code: 'CHAT_DRAINING' }]);
  await stopping;
});
