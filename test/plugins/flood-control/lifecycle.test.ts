import { describe, expect, test } from 'vitest';
import type { Draft, Plugin } from '../../../core/index.js';
import { floodControl } from '../../../plugins/flood-control/index.js';
import { openWorld } from '../../support/world.js';
import { openFlooded, says } from './support/flooded.js';

/** A world in which ann's fourth message is held back. */
async function holding() {
  const world = await openFlooded();
  const timers = world.clock.timers;
  const ann = await world.native('ann', 'lobby');
  says(ann, 1, 4);
  await world.settle();
  expect(world.published).toHaveLength(3);
  return { world, ann, timers };
}

describe('while somebody is held back', () => {
  test('unloading lets them go on at once', async () => {
    const { world } = await holding();
    await world.hub.plugins.unload('flood-control');
    await world.settle();
    expect(world.published.map(([at, text]) => `${at} ${text}`)).toEqual(['0 1', '0 2', '0 3', '0 4']);
  });

  test('unloading leaves no timer', async () => {
    const { world, ann, timers } = await holding();
    await world.hub.plugins.unload('flood-control');
    ann.wire.close();
    await world.settle();
    // One timer the less than before ann came: that of the addresses.
    expect([world.clock.timers, world.failures]).toEqual([timers - 1, []]);
  });

  test('reloading lets them go on, and counts anew', async () => {
    const { world, ann } = await holding();
    await world.hub.plugins.reload(floodControl({ session: { messages: { burst: 1, perSecond: 1 } } }));
    says(ann, 5, 6);
    await world.settle();
    expect(world.published.map(([, text]) => text)).toEqual(['1', '2', '3', '4', '5']);
    await world.pass(1_000);
    expect(world.published).toHaveLength(6);
  });

  test('stopping the hub does not wait for them', async () => {
    const { world, ann } = await holding();
    const before = world.now();
    await world.hub.stop();
    await ann.over;
    expect(world.now()).toBe(before);
    expect(world.published.at(-1)).toEqual([0, '4']);
  });

  test('closing their session leaves nothing of them behind', async () => {
    const { world, ann } = await holding();
    world.hub.chat.sessions()[0]?.close({ code: 'bye', text: 'Out.' });
    await world.pass(1_000);
    await ann.over;
    expect([world.hub.chat.sessions(), world.failures]).toEqual([[], []]);
  });

  test('a peer that hangs up is still heard, in its time, as with any gate', async () => {
    const { world, ann } = await holding();
    ann.wire.close();
    await world.pass(1_000);
    expect(world.published.at(-1)).toEqual([1_000, '4']);
    expect(world.hub.chat.sessions()).toEqual([]);
  });
});

test('what a plugin says for somebody who has gone meanwhile does not wait any longer', async () => {
  const world = await openFlooded({}, [
    {
      name: 'later',
      setup: (host) =>
        host.command({
          name: 'later',
          summary: 'Publishes in its own time.',
          run(_, session) {
            host.after(1, async () => void (await host.chat.sayAs(session, { room: 'lobby', text: 'later' })));
            return {};
          },
        }),
    },
  ]);
  const ann = await world.native('ann', 'lobby');
  says(ann, 1, 3);
  await ann.ok({ type: 'later' });
  await world.pass(1);
  expect(world.published).toHaveLength(3);
  ann.wire.close();
  await world.settle();
  expect(world.published.at(-1)).toEqual([1, 'later']);
});

test('what was on its way to the gates when the plugin was unloaded passes them', async () => {
  const slow: Plugin = {
    name: 'slow',
    setup(host) {
      const wait = (draft: Draft) => new Promise<Draft>((resolve) => void host.after(500, () => resolve(draft)));
      host.gate('publish', wait, { phase: 'first' });
    },
  };
  const world = await openWorld({
    plugins: [slow, floodControl({ session: { messages: { burst: 1, perSecond: 1 } } })],
  });
  const ann = await world.native('ann', 'lobby');
  says(ann, 1, 2);
  await world.pass(700);
  await world.hub.plugins.unload('flood-control');
  await world.pass(300);
  expect([ann.all('message').map(({ text }) => text), world.failures]).toEqual([['1', '2'], []]);
});

test('unloading ends all limits', async () => {
  const world = await openFlooded({ slowMs: 0, patienceMs: 1 });
  const ann = await world.native('ann', 'lobby');
  await world.hub.plugins.unload('flood-control');
  says(ann, 1, 10);
  await world.settle();
  expect(world.published).toHaveLength(10);
});

test('one plugin serves a hub after the other', async () => {
  const plugin = floodControl({ session: { messages: { burst: 1, perSecond: 1 } } });
  for (let hub = 0; hub < 2; hub++) {
    const world = await openFlooded({}, []);
    await world.hub.plugins.reload(plugin);
    const ann = await world.native('ann', 'lobby');
    says(ann, 1, 2);
    await world.settle();
    expect(world.deeds).toMatchObject([{ did: 'slowed' }]);
    await world.hub.plugins.unload('flood-control');
  }
});

test('addresses are forgotten in time', async () => {
  const world = await openFlooded({ addresses: 1, address: { messages: { burst: 3, perSecond: 0.02 } } });
  const ann = await world.from('192.0.2.1', 'ann');
  says(ann, 1, 3);
  await world.pass(180_000);
  says(ann, 4, 6);
  await world.settle();
  expect(world.deeds).toEqual([]);
});
