import { describe, expect, onTestFinished, test } from 'vitest';
import { auto } from '../../../adapters/dialects/auto/index.js';
import { text } from '../../../adapters/dialects/text/index.js';
import { ChatError, type Plugin, refuse } from '../../../core/index.js';
import { createWorld, type World, type WorldOptions } from '../../../testkit/index.js';

function open(options: WorldOptions = {}): World {
  const world = createWorld(options);
  onTestFinished(world.close);
  return world;
}

const shout: Plugin = {
  name: 'shout',
  setup(host) {
    host.gate('publish', (draft) => ({ ...draft, text: draft.text.toUpperCase() }));
  },
};

describe('a world', () => {
  test('lets a plugin be tried in a few lines', async () => {
    const world = open({ seed: 1, plugins: [shout] });
    const [ann, bob] = world.join('lobby', 'ann', 'bob');
    ann.say('hi');
    await world.settle();
    expect(bob.last()).toMatchObject({ from: 'ann', text: 'HI', room: 'lobby', kind: 'text', offset: 1 });
    world.partition(bob);
    ann.say('x');
    world.heal();
    await world.advance('5s');
    expect(bob.texts()).toEqual(['HI', 'X']);
  });

  test('shows nobody anything before time goes on', async () => {
    const world = open();
    const [ann, bob] = world.join('lobby', 'ann', 'bob');
    await world.settle();
    ann.say('hi');
    expect([bob.texts(), ann.receipts]).toEqual([[], []]);
    await world.settle();
    expect(bob.texts()).toEqual(['hi']);
    expect(ann.receipts).toMatchObject([{ room: 'lobby', offset: 1 }]);
  });

  test('lets all of those that join together in before one of them speaks', async () => {
    const world = open({ network: { delayMs: [0, 500] } });
    const nicks = ['ann', 'bob', 'cid', 'dan', 'eve'] as const;
    const everybody = world.join('lobby', ...nicks);
    for (const one of everybody) one.say(`${one.nick} is here`);
    await world.settle();
    for (const one of everybody) expect(one.texts()).toHaveLength(nicks.length);
  });

  test('logs a client in with what it is given, and says why it was sent away', async () => {
    const door: Plugin = {
      name: 'door',
      setup(host) {
        host.gate('login', (login) => (login.credentials?.key === 'gold' ? login : refuse('DOOR_KEY', 'Wrong key.')));
        host.gate('join', (join) => (join.password === 'tea' ? join : refuse('DOOR_PASSWORD', 'Wrong password.')));
      },
    };
    const world = open({ plugins: [door] });
    const ann = world.client('ann', { credentials: { key: 'gold' } });
    const bob = world.client('bob', { credentials: () => ({ key: 'tin' }) });
    ann.join('lobby', { password: 'milk' });
    ann.join('lobby', { password: 'tea' });
    await world.settle();
    expect([bob.state, bob.stopped?.code, bob.reasons.length]).toEqual(['stopped', 'DOOR_KEY', 1]);
    expect([ann.stopped, ann.refusals.map(({ code }) => code), [...ann.client.rooms.keys()]]).toEqual([
      undefined,
      ['DOOR_PASSWORD'],
      ['lobby'],
    ]);
    expect(() => world.client('ann', { credentials: {} })).toThrow(TypeError);
  });

  test('has one client of each nick', async () => {
    const world = open();
    const [ann] = world.join('lobby', 'ann');
    const [again] = world.join('attic', 'ann');
    expect(again).toBe(ann);
    await world.settle();
    expect([...ann.client.rooms.keys()].sort()).toEqual(['attic', 'lobby']);
  });

  test('knows who is in a room, also after somebody left or was renamed', async () => {
    const world = open();
    const [ann, bob, cid] = world.join('Lobby', 'ann', 'bob', 'cid');
    await world.settle();
    expect(ann.members()).toEqual(['ann', 'bob', 'cid']);
    bob.leave();
    cid.rename('carl');
    await world.settle();
    expect(ann.members('lobby')).toEqual(['ann', 'carl']);
    expect(cid.nick).toBe('carl');
  });

  test('keeps what was refused, with its code', async () => {
    const world = open({
      plugins: [
        {
          name: 'closed',
          setup(host) {
            host.gate('publish', (draft) => (draft.text === 'no' ? refuse('TEST_NO', 'Not that.') : draft));
          },
        },
      ],
    });
    const [ann] = world.join('lobby', 'ann');
    ann.say('no');
    ann.say('yes');
    await world.settle();
    expect(ann.refusals).toMatchObject([{ what: 'say', code: 'TEST_NO', text: 'Not that.' }]);
    expect(ann.texts()).toEqual(['yes']);
  });

  test('carries conversations of two, and typing', async () => {
    const world = open();
    const [ann, bob, cid] = world.join('lobby', 'ann', 'bob', 'cid');
    ann.tell('bob', 'psst');
    ann.typing();
    await world.settle();
    expect(bob.last()).toMatchObject({ from: 'ann', to: 'bob', text: 'psst' });
    expect(cid.texts()).toEqual([]);
    expect(world.trace()).toContain('cid ← #lobby ann types');
  });

  test('sorts messages by room', async () => {
    const world = open();
    const [ann] = world.join('lobby', 'ann');
    ann.say('one');
    ann.join('attic');
    ann.say('two');
    ann.say('three', { room: 'lobby', kind: 'action', data: { n: 3 } });
    await world.settle();
    expect(ann.texts('lobby')).toEqual(['one', 'three']);
    expect(ann.texts('Attic')).toEqual(['two']);
    expect(ann.last()).toMatchObject({ kind: 'action', data: { n: 3 } });
  });

  test('has people with terminals, where the dialect is for them', async () => {
    const world = open({ dialect: auto({ text: text() }) });
    const [ann] = world.join('lobby', 'ann');
    await world.settle();
    const bob = world.person('bob');
    await world.advance('5s');
    bob.type('hello from a terminal');
    ann.say('hello from a program');
    await world.settle();
    expect(ann.texts()).toContain('hello from a terminal');
    expect(bob.lines.join('\n')).toContain('hello from a program');
    bob.hangUp();
    await world.settle();
    expect([bob.gone, ann.members()]).toEqual([true, ['ann']]);
  });

  test('tells its story line by line', async () => {
    const world = open();
    const [ann] = world.join('lobby', 'ann', 'bob');
    await world.settle();
    await world.advance('2s');
    ann.say('a "word"');
    await world.settle();
    const lines = world.trace().split('\n');
    expect(
      lines.filter((line) => /^ {4}2\.\d{3} s {2}ann → say #lobby "a \\"word\\"" \(k1\)$/.test(line)),
    ).toHaveLength(1);
    expect(
      lines.filter((line) => /^ {4}2\.\d{3} s {2}bob ← #lobby 1 ann "a \\"word\\"" \(k1\)$/.test(line)),
    ).toHaveLength(1);
  });

  test('is left in order by `await using`, and closing it again does nothing', async () => {
    let disposed = 0;
    const plugin: Plugin = { name: 'counter', setup() {}, dispose: () => void disposed++ };
    const world = createWorld({ plugins: [plugin] });
    const [ann] = world.join('lobby', 'ann');
    await world.settle();
    await world[Symbol.asyncDispose]();
    await world.close();
    expect([disposed, world.hub.state, ann.state]).toEqual([1, 'stopped', 'stopped']);
  });

  test('whose hub cannot start says so, and can be closed all the same', async () => {
    const plugin: Plugin = {
      name: 'broken',
      setup() {
        throw new Error('on purpose');
      },
    };
    const world = createWorld({ plugins: [plugin] });
    await expect(world.settle()).rejects.toThrow(ChatError);
    await expect(world.advance('1s')).rejects.toMatchObject({ code: 'CHAT_PLUGIN_SETUP' });
    await world.close();
  });

  test('collects what plugins fail in', async () => {
    const plugin: Plugin = {
      name: 'broken',
      setup(host) {
        host.gate('publish', () => {
          throw new Error('on purpose');
        });
      },
    };
    const world = open({ plugins: [plugin] });
    const [ann] = world.join('lobby', 'ann');
    ann.say('hi');
    await world.settle();
    expect(world.failures).toMatchObject([{ plugin: 'broken', what: 'publish' }]);
    expect(ann.refusals).toMatchObject([{ what: 'say', code: 'CHAT_PLUGIN_FAILED' }]);
  });

  test.each<[string, () => unknown]>([
    ['a seed that is no whole number', () => createWorld({ seed: 0.5 })],
    ['a limit that is none', () => createWorld({ limits: { rooms: 0 } })],
    ['delays that are none', () => createWorld({ network: { delayMs: [5, 1] } })],
    ['a crowd of nobody', () => open().crowd(0, { rooms: ['a'] })],
    ['a crowd without a room', () => open().crowd(1, { rooms: [] })],
    ['a crowd with nothing to do', () => open().crowd(1, { rooms: ['a'], acts: {} })],
    ['a say without a room', () => open().client('ann').say('hi')],
  ])('finds %s to be a mistake', (_, mistake) => {
    expect(mistake).toThrow(TypeError);
  });
});

describe('settle', () => {
  test('does not wait for a client that waits before it comes back', async () => {
    const world = open();
    const [ann] = world.join('lobby', 'ann');
    await world.settle();
    ann.drop();
    const before = world.now;
    await world.settle();
    expect(ann.state).toBe('waiting');
    expect(world.now - before).toBeLessThan(100);
    await world.advance('30s');
    expect(ann.state).toBe('online');
  });

  test('does not wait for what a partition holds up', async () => {
    const world = open();
    const [ann, bob] = world.join('lobby', 'ann', 'bob');
    await world.settle();
    world.partition(bob);
    ann.say('hi');
    await world.settle();
    expect([ann.texts(), bob.texts()]).toEqual([['hi'], []]);
    world.heal(bob);
    await world.settle();
    expect(bob.texts()).toEqual(['hi']);
  });

  test('says so when it is never quiet', async () => {
    const world = open();
    const [ann, bob] = world.join('lobby', 'ann', 'bob');
    for (const one of [ann, bob]) {
      one.client.on('message', ({ from }) => {
        if (from.nick !== one.nick) one.say('and you?');
      });
    }
    ann.say('how are you?');
    await expect(world.settle()).rejects.toThrow('never quiet');
  });
});

test('keeps five clients connected by their heartbeats for a simulated hour', async () => {
  const world = open();
  world.join('lobby', 'ann', 'bob', 'cid', 'dan', 'eve');
  await world.settle();
  const start = world.now;
  await world.advance('1h');
  expect(world.now - start).toBe(3_600_000);
  // The hub cuts off whoever is silent for two heartbeats.
  expect(world.trace()).not.toContain('is waiting');
});
