import { describe, expect, onTestFinished, test } from 'vitest';
import { createWorld, type WorldOptions } from '../../../testkit/index.js';

async function quietRoom(options: WorldOptions) {
  const world = createWorld(options);
  onTestFinished(world.close);
  const [ann, bob] = world.join('lobby', 'ann', 'bob');
  await world.settle();
  return { world, ann, bob };
}

const losses = (trace: string): number => trace.match(/bob is away/g)?.length ?? 0;

describe('a page in a hidden tab, whose timers fire once a minute', () => {
  test.each([30_000, 5_000])(
    'stays connected for hours in a quiet room, with a heartbeat of %i ms',
    async (heartbeatMs) => {
      const { world, ann, bob } = await quietRoom({ pings: true, limits: { heartbeatMs } });
      bob.hide();
      await world.advance('3h');
      expect([losses(world.trace()), bob.state]).toEqual([0, 'online']);
      ann.say('@bob look');
      await world.advance('1s');
      expect(bob.texts()).toEqual(['@bob look']);
    },
  );

  test('is cut off by a server whose wires have no pings, since its frames are all there is to hear', async () => {
    const { world, bob } = await quietRoom({ limits: { heartbeatMs: 30_000 } });
    bob.hide();
    await world.advance('10m');
    expect(losses(world.trace())).toBeGreaterThan(0);
  });

  test('is found by the server within two heartbeats when its cable is unplugged', async () => {
    const { world, bob } = await quietRoom({ pings: true, limits: { heartbeatMs: 30_000 } });
    bob.hide();
    await world.advance('10m');
    bob.vanish();
    world.partition(bob);
    await world.advance('61s');
    expect(losses(world.trace())).toBe(1);
  });

  test('finds a dead server by itself within three of its wake-ups, and comes back', async () => {
    const { world, ann, bob } = await quietRoom({ pings: true, limits: { heartbeatMs: 30_000 } });
    bob.hide();
    await world.advance('10m');
    bob.vanish();
    await world.advance('181s');
    expect(world.trace()).toContain('bob is waiting, CLIENT_CONNECTION_LOST');
    await world.advance('61s');
    expect(bob.state).toBe('online');
    ann.say('back?');
    await world.settle();
    expect(bob.texts()).toEqual(['back?']);
  });

  test('finds it sooner when it is shown again', async () => {
    const { world, bob } = await quietRoom({ pings: true, limits: { heartbeatMs: 30_000 } });
    bob.hide();
    await world.advance('10m');
    bob.vanish();
    bob.show();
    await world.advance('10s');
    expect(world.trace()).toContain('bob ← welcome, resumed');
  });
});
