import { describe, expect, onTestFinished, test } from 'vitest';
import type { Plugin } from '../../core/index.js';
import { createWorld, type World, type WorldOptions } from '../../testkit/index.js';
import { openWorld } from '../support/world.js';

async function pair(options: WorldOptions = {}) {
  const world = createWorld(options);
  onTestFinished(world.close);
  const [ann, bob] = world.join('lobby', 'ann', 'bob');
  await world.settle();
  return { world, ann, bob };
}

/** The roster, as the hub has it. */
const roster = (world: World) =>
  world.hub.chat
    .members('lobby')
    .map(({ nick }) => nick)
    .sort();

/** Every way to be in a room for hardly a moment. */
const hastes = ['leave', 'quit', 'drop', 'stop'] as const;

describe('lesson 9, the roster converges', () => {
  test.each(hastes)('join and immediate %s: roster converges', async (how) => {
    const { world, ann, bob } = await pair();
    const cat = world.client('cat');
    for (let time = 0; time < 10; time++) {
      cat.client.connect();
      cat.join('lobby');
      await world.advance(world.random.between(0, 60));
      if (how === 'stop') cat.client.stop();
      else cat[how]();
      await world.advance('3m');
    }
    // Whoever is only dropped comes back; where the first welcome was lost as well, under the name that was free then.
    const stays = how === 'drop' ? ['ann', 'bob', cat.nick] : ['ann', 'bob'];
    expect([roster(world), ann.members(), bob.members()]).toEqual([stays, stays, stays]);
  });

  test('join and immediate leave, in between of what is under way: roster converges', async () => {
    const { world, ann, bob } = await pair({ network: { delayMs: [1, 50] } });
    for (let time = 0; time < 20; time++) {
      bob.leave('lobby');
      bob.join('lobby');
      await world.advance(world.random.between(0, 60));
    }
    await world.settle();
    expect([roster(world), ann.members(), bob.members()]).toEqual(Array(3).fill(['ann', 'bob']));
    expect([ann.violations, bob.violations]).toEqual([[], []]);
  });

  test('crash without leave: away once the heartbeat is missed, gone once nobody has come back', async () => {
    const { world, ann, bob } = await pair({ limits: { heartbeatMs: 10_000, resumeMs: 60_000 } });
    world.partition(bob);
    bob.vanish();
    await world.advance('30s');
    expect(ann.client.rooms.get('lobby')?.members.get(bob.client.user?.id ?? '')).toMatchObject({ away: true });
    await world.advance('61s');
    expect([roster(world), ann.members()]).toEqual([['ann'], ['ann']]);
  });

  test('crash without leave of a client that does not resume: gone at once', async () => {
    const world = await openWorld();
    const ann = await world.native('ann', 'lobby');
    const bob = await world.native('bob', 'lobby');
    bob.wire.abort();
    expect(await ann.next('left')).toMatchObject({ user: { nick: 'bob' }, reason: 'connection lost (error)' });
    expect(world.hub.chat.members('lobby')).toMatchObject([{ nick: 'ann' }]);
  });

  test('crash of the hub without any leave: roster converges on those who come back', async () => {
    const { world, ann, bob } = await pair();
    world.join('lobby', 'cat');
    await world.settle();
    world.crash();
    world.client('cat').client.stop();
    await world.restart();
    await world.advance('2m');
    expect([roster(world), ann.members(), bob.members()]).toEqual(Array(3).fill(['ann', 'bob']));
  });
});

describe('lesson 9, a duplicate nick race', () => {
  test('duplicate nick race at the login: each has a nick of its own, and roster converges', async () => {
    const { world, ann } = await pair();
    const racers = world.join('lobby', 'zed', 'ZED', 'Zed');
    await world.settle();
    const nicks = racers.map(({ nick }) => nick.toLowerCase()).sort();
    expect(nicks).toEqual(['zed', 'zed2', 'zed3']);
    const all = ['ann', 'bob', ...racers.map(({ nick }) => nick)].sort();
    expect([roster(world), ann.members(), ...racers.map((racer) => racer.members())]).toEqual(Array(5).fill(all));
  });

  test('duplicate nick race by renaming: one has it, the other keeps its own, and roster converges', async () => {
    const { world, ann, bob } = await pair();
    ann.rename('zed');
    bob.rename('Zed');
    await world.settle();
    const refused = [ann, bob].filter(({ refusals }) => refusals.length > 0);
    expect(refused.map(({ refusals }) => refusals[0]?.code)).toEqual(['CHAT_NICK_TAKEN']);
    const all = [ann.nick, bob.nick].sort();
    expect(all.filter((nick) => nick.toLowerCase() === 'zed')).toHaveLength(1);
    expect([roster(world), ann.members(), bob.members()]).toEqual([all, all, all]);
  });

  test('duplicate nick race through a slow gate: one is let in, the other is offered a free nick', async () => {
    const waiting: (() => void)[] = [];
    const door: Plugin = {
      name: 'door',
      setup: (host) =>
        host.gate('login', async (request) => {
          await new Promise<void>((resolve) => waiting.push(resolve));
          return request;
        }),
    };
    const world = await openWorld({ plugins: [door] });
    const replies = [world.stranger(), world.stranger()].map((peer) => peer.ask({ type: 'hello', nick: 'zed' }));
    await world.settle();
    for (const admit of waiting.reverse()) admit();
    const [first, second] = await Promise.all(replies);
    expect(second).toMatchObject({ type: 'welcome', user: { nick: 'zed' } });
    expect(first).toMatchObject({ type: 'error', code: 'CHAT_NICK_TAKEN', details: { suggestion: 'zed2' } });
  });
});
