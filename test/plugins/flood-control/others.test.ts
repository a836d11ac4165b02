import { expect, onTestFinished, test } from 'vitest';
import { floodControl } from '../../../plugins/flood-control/index.js';
import { createWorld } from '../../../testkit/index.js';
import { openFlooded, says } from './support/flooded.js';

test('the others in the room go on in the same instant, while one is held back', async () => {
  const world = await openFlooded();
  const [flooder, bob] = [await world.native('flooder', 'lobby'), await world.native('bob', 'lobby')];
  const cat = await world.native('cat', 'lobby');
  says(flooder, 1, 50);
  await world.pass(500);
  const before = world.now();
  await bob.ok({ type: 'say', room: 'lobby', text: 'hello' });
  await cat.ok({ type: 'ping' });
  expect(world.now()).toBe(before);
  expect(world.published.at(-1)).toEqual([500, 'hello']);
  expect(cat.all('message').at(-1)).toMatchObject({ text: 'hello' });
});

test('what one session sends keeps its order while it is held back', async () => {
  const world = await openFlooded({ patienceMs: 60_000 });
  const ann = await world.native('ann', 'lobby');
  says(ann, 1, 10);
  ann.send({ type: 'ping', ref: 'last' });
  await world.pass(7_000);
  expect(world.published.map(([, text]) => text)).toEqual(['1', '2', '3', '4', '5', '6', '7', '8', '9', '10']);
  expect(ann.heard.filter(({ ref }) => ref !== undefined).at(-1)).toMatchObject({ ref: 'last' });
});

test('a person who types in two windows is two sessions', async () => {
  const world = await openFlooded();
  const ann = await world.native('ann', 'lobby');
  const annToo = await world.native('ann2', 'lobby');
  says(ann, 1, 3);
  says(annToo, 4, 6);
  await world.settle();
  expect([world.published.length, world.deeds]).toEqual([6, []]);
});

/** When bob heard each line of ann's, in a world where somebody floods the room, or nobody does. */
async function heardBy(flooding: boolean, seed: number) {
  const world = createWorld({
    seed,
    network: { delayMs: [10, 10] },
    plugins: [floodControl({ session: { messages: { burst: 20, perSecond: 5 } }, address: false })],
  });
  onTestFinished(world.close);
  const [ann, bob, flooder] = world.join('lobby', 'ann', 'bob', 'flooder');
  await world.settle();
  const delays: number[] = [];
  for (let turn = 0; turn < 20; turn++) {
    if (flooding) for (let line = 0; line < 25; line++) flooder.say(`spam ${turn}.${line}`);
    const said = world.now;
    ann.say(`line ${turn}`);
    await world.advance('500ms');
    const heard = bob.messages().find(({ text }) => text === `line ${turn}`);
    delays.push(heard === undefined ? Infinity : heard.at - said);
  }
  return { delays, heard: bob.texts().length, spam: bob.texts().filter((text) => text.startsWith('spam')).length };
}

test.each([1, 2, 3])('a flooder delays nobody in a world with a network, with the seed %i', async (seed) => {
  const calm = await heardBy(false, seed);
  const flooded = await heardBy(true, seed);
  expect(flooded.delays).toEqual(calm.delays);
  expect(calm.delays).toEqual(Array(20).fill(10));
  // A burst of 20, and 5 each second for the 10 seconds at most.
  expect(flooded.spam).toBeGreaterThan(20);
  expect(flooded.spam).toBeLessThanOrEqual(70);
});

test('people who talk all the time notice nothing', async () => {
  const world = createWorld({ seed: 5, plugins: [floodControl()] });
  onTestFinished(world.close);
  let noticed = 0;
  world.hub.on('flooded', () => void noticed++);
  const acts = { say: 80, typing: 40, join: 4, leave: 3, drop: 3 };
  const crowd = world.crowd(25, { rooms: ['lobby', 'attic'], acts });
  await world.advance('30s');
  crowd.rest();
  await world.settle();
  expect(noticed).toBe(0);
});
