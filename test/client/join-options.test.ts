import { expect, onTestFinished, test } from 'vitest';
import { type Plugin, refuse } from '../../core/index.js';
import { createWorld, type WorldOptions } from '../../testkit/index.js';

function open(options: WorldOptions = {}) {
  const world = createWorld({ seed: 7, ...options });
  onTestFinished(() => world.close());
  return world;
}

const locked: Plugin = {
  name: 'locked',
  setup(host) {
    host.gate('join', (request) =>
      request.room !== 'cave' || request.password === 'open sesame' ? request : refuse('CAVE_SHUT', 'It is shut.'),
    );
  },
};

test('a room is entered with its password', async () => {
  const world = open({ plugins: [locked] });
  const ann = world.client('ann');
  await world.settle();
  const outcomes = Promise.allSettled([
    ann.client.join('cave', { password: 'please' }),
    ann.client.join('cave', { password: 'open sesame' }),
  ]);
  await world.settle();
  expect(await outcomes).toMatchObject([{ reason: { code: 'CAVE_SHUT' } }, { value: { name: 'cave' } }]);
});

test('the password is given again when the room is joined again after a crash', async () => {
  const world = open({ plugins: [locked] });
  const ann = world.client('ann');
  await world.settle();
  void ann.client.join('cave', { password: 'open sesame' });
  await world.settle();
  world.crash();
  await world.restart();
  await world.advance('1m');
  expect([...ann.client.rooms.keys()]).toEqual(['cave']);
});

test('the newest messages come first, as many as were asked for, and then what is live', async () => {
  const world = open();
  const [bob] = world.join('lobby', 'bob');
  for (const text of ['one', 'two', 'three']) bob.say(text);
  await world.settle();
  const ann = world.client('ann');
  const told: string[] = [];
  ann.client.on('message', ({ text }) => told.push(text));
  ann.client.on('recovered', ({ messages }) => told.push(`after ${messages}`));
  await world.settle();
  void ann.client.join('lobby', { last: 2 });
  await world.settle();
  bob.say('four');
  await world.settle();
  expect(told).toEqual(['two', 'three', 'after 2', 'four']);
  expect(ann.client.rooms.get('lobby')).toMatchObject({ recovering: false, position: { offset: 4 } });
});

test('asking again in a room that one is in changes nothing', async () => {
  const world = open();
  const ann = world.client('ann');
  await world.settle();
  for (const last of [0, 5]) void ann.client.join('lobby', { last });
  await world.settle();
  expect(ann.client.rooms.get('lobby')).toMatchObject({ recovering: false, position: { offset: 0 } });
});
