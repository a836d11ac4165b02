import { describe, expect, onTestFinished, test } from 'vitest';
import type { Plugin } from '../../../core/index.js';
import { createWorld, type World, type WorldOptions } from '../../../testkit/index.js';

function open(options: WorldOptions = {}): World {
  const world = createWorld(options);
  onTestFinished(world.close);
  return world;
}

async function pair(options: WorldOptions = {}) {
  const world = open(options);
  const [ann, bob] = world.join('lobby', 'ann', 'bob');
  await world.settle();
  return { world, ann, bob };
}

describe('a client', () => {
  test.each(['drop', 'lose', 'vanish'] as const)('that suffers a %s comes back and misses nothing', async (fault) => {
    const { world, ann, bob } = await pair();
    bob[fault]();
    ann.say('one');
    ann.say('two');
    await world.advance('2m');
    expect(bob.texts()).toEqual(['one', 'two']);
    expect([bob.gaps(), bob.violations, bob.state]).toEqual([[], [], 'online']);
    expect(world.trace()).toContain('bob ← welcome, resumed');
  });

  test.each(['drop', 'lose', 'vanish'] as const)('that suffers a %s has what it said kept once', async (fault) => {
    const { world, ann, bob } = await pair();
    bob.say('one');
    bob[fault]();
    bob.say('two');
    await world.advance('2m');
    expect(ann.texts()).toEqual(['one', 'two']);
    expect(bob.receipts.map(({ offset }) => offset)).toEqual([1, 2]);
  });

  test('that vanishes is away for the others only when the hub has missed its heartbeat', async () => {
    const { world, ann, bob } = await pair({ limits: { heartbeatMs: 10_000 } });
    bob.vanish();
    world.partition(bob);
    await world.advance('9s');
    expect(world.trace()).not.toContain('ann ← #lobby bob is away');
    await world.advance('21s');
    expect(world.trace()).toContain('ann ← #lobby bob is away');
    expect(ann.members()).toEqual(['ann', 'bob']);
  });

  test('that does not read is cut off when too much waits for it, and catches up when it reads', async () => {
    const { world, ann, bob } = await pair({ limits: { outboxBytes: 20_000 } });
    bob.freeze();
    const said = Array.from({ length: 20 }, (_, number) => `${number} ${'x'.repeat(3_000)}`);
    for (const words of said) {
      ann.say(words);
      await world.settle();
    }
    expect(ann.texts()).toEqual(said);
    expect(bob.texts()).toEqual([]);
    bob.thaw();
    await world.advance('1m');
    expect(bob.texts()).toEqual(said);
    expect([bob.violations, bob.state]).toEqual([[], 'online']);
    expect(world.trace()).toContain('bob ← welcome, resumed');
  });

  test('that is cut off for a long time comes back as soon as it can', async () => {
    const { world, ann, bob } = await pair();
    world.partition(bob);
    await world.advance('90s');
    ann.say('are you there?');
    await world.advance('10s');
    expect(bob.texts()).toEqual([]);
    world.heal(bob);
    await world.advance('1m');
    expect(bob.texts()).toEqual(['are you there?']);
    expect(bob.gaps()).toEqual([]);
  });
});

describe('a hub', () => {
  test('that crashes runs no further: neither its timers nor what waits in its plugins', async () => {
    let ticks = 0;
    let release = () => {};
    const plugin: Plugin = {
      name: 'slow',
      setup(host) {
        host.every(1_000, () => void ticks++);
        host.gate('publish', async (draft) => {
          if (draft.text === 'wait') await new Promise<void>((resolve) => (release = resolve));
          return draft;
        });
      },
    };
    const { world, ann, bob } = await pair({ plugins: [plugin], log: 'kept' });
    ann.say('wait', { key: 'k' });
    await world.settle();
    const before = ticks;
    world.crash();
    release();
    await world.advance('10s');
    expect([ticks, bob.texts()]).toEqual([before, []]);
    expect(ann.state).not.toBe('online');
  });

  test('that crashes and comes back with an empty log tells of the gap', async () => {
    const { world, ann, bob } = await pair();
    ann.say('before');
    await world.settle();
    world.crash();
    await world.restart();
    await world.advance('1m');
    ann.say('after');
    await world.settle();
    expect(bob.texts()).toEqual(['before', 'after']);
    expect(bob.gaps()).toMatchObject([{ room: 'lobby', offset: 0 }]);
    expect(bob.last()?.offset).toBe(1);
  });

  test('that crashes and comes back with the kept log goes on in it without a gap', async () => {
    const { world, ann, bob } = await pair({ log: 'kept' });
    ann.say('before');
    await world.settle();
    world.crash();
    await world.restart();
    await world.advance('1m');
    ann.say('after');
    await world.settle();
    expect(bob.texts()).toEqual(['before', 'after']);
    expect([bob.gaps(), bob.violations]).toEqual([[], []]);
    expect(bob.last()?.offset).toBe(2);
  });

  test('that crashes with an ack under way keeps the message once', async () => {
    const { world, ann, bob } = await pair({ log: 'kept', network: { delayMs: [10, 10] } });
    ann.say('once');
    await world.advance(15);
    world.crash();
    await world.restart();
    await world.advance('1m');
    expect([ann.texts(), bob.texts()]).toEqual([['once'], ['once']]);
    expect(ann.receipts.map(({ offset }) => offset)).toEqual([1]);
  });

  test('that is restarted sends everybody away in order and takes them back', async () => {
    const { world, ann, bob } = await pair({ log: 'kept' });
    const first = world.hub;
    await world.restart();
    expect([first.state, world.hub.state]).toEqual(['stopped', 'open']);
    await world.settle();
    expect(world.trace()).toContain('ann is waiting, CHAT_DRAINING');
    await world.advance('1m');
    ann.say('again');
    await world.settle();
    expect(bob.texts()).toEqual(['again']);
  });

  test('that is down refuses connections until it is back', async () => {
    const { world, ann } = await pair();
    await world.stop();
    await world.advance('1m');
    expect(ann.state).not.toBe('online');
    ann.say('said meanwhile');
    await world.restart();
    await world.advance('1m');
    expect([ann.state, ann.texts()]).toEqual(['online', ['said meanwhile']]);
  });

  test('that crashes while its client is cut off is missed by it only afterwards', async () => {
    const { world, bob } = await pair();
    world.partition(bob);
    world.crash();
    await world.advance('1s');
    expect(bob.state).toBe('online');
    world.heal(bob);
    await world.settle();
    expect(bob.state).toBe('waiting');
  });
});
