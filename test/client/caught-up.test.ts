import { describe, expect, onTestFinished, test } from 'vitest';
import type { CaughtUp } from '../../client/index.js';
import { createWorld, type World, type WorldOptions } from '../../testkit/index.js';

/** Ann stays, bob goes away and comes back. */
async function scene(options: WorldOptions = {}) {
  const world: World = createWorld(options);
  onTestFinished(world.close);
  const [ann, bob] = world.join('lobby', 'ann', 'bob');
  await world.settle();
  const told: (readonly [string, CaughtUp])[] = [];
  bob.client.on('caughtUp', (room, result) => told.push([room, result]));
  return { world, ann, bob, told };
}

describe('a room that comes back', () => {
  test('is told to the client and to the room, once', async () => {
    const world = createWorld();
    onTestFinished(world.close);
    const bob = world.client('bob');
    const joining = bob.client.join('lobby');
    await world.settle();
    const lobby = await joining;
    const told: unknown[] = [];
    lobby.on('caughtUp', (room, result) => told.push([room, result, lobby.recovering]));
    bob.drop();
    await world.advance('5s');
    expect(told).toEqual([['lobby', { how: 'recovered', messages: 0 }, false]]);
  });

  test('brings everything that was missed', async () => {
    const { world, ann, bob, told } = await scene();
    world.partition(bob);
    for (const text of ['one', 'two', 'three']) ann.say(text);
    await world.advance('5s');
    bob.drop();
    world.heal();
    await world.advance('5s');
    expect(bob.texts()).toEqual(['one', 'two', 'three']);
    expect(told).toEqual([['lobby', { how: 'recovered', messages: 3 }]]);
  });

  test('says how many are missing for good', async () => {
    const { world, ann, bob, told } = await scene({ limits: { recoverEntries: 2 } });
    bob.lose();
    for (const text of ['one', 'two', 'three', 'four', 'five']) ann.say(text);
    await world.advance('30s');
    expect(bob.texts()).toEqual(['four', 'five']);
    expect(told).toEqual([['lobby', { how: 'gap', messages: 2, missed: 3 }]]);
  });

  test('is fresh after a restart that lost the log', async () => {
    const { world, ann, told } = await scene({ log: 'lost' });
    ann.say('one');
    await world.settle();
    await world.restart();
    await world.advance('30s');
    expect(told).toEqual([['lobby', { how: 'fresh', messages: 0 }]]);
  });

  test('is recovered after a restart that kept the log', async () => {
    const { world, ann, told } = await scene({ log: 'kept' });
    ann.say('one');
    await world.settle();
    await world.restart();
    await world.advance('30s');
    expect(told).toEqual([['lobby', { how: 'recovered', messages: 0 }]]);
  });
});
