import { expect, test } from 'vitest';
import { createHub, type Plugin, type PluginHost } from '../../../core/index.js';
import { manualClock } from '../../../testkit/index.js';
import { deferred } from '../../support/deferred.js';
import { openWorld, partsForTests } from '../../support/world.js';

const named = (name: string, more: Partial<Plugin> = {}): Plugin => ({ name, setup() {}, ...more });

function fail(why: string): never {
  throw new Error(why);
}

/** Marks every message. */
const mark = (sign: string, name = 'mark'): Plugin => ({
  name,
  setup: (host) => host.gate('publish', (draft) => ({ ...draft, text: draft.text + sign })),
});

test('plugins are set up in order, one after the other, before anybody is accepted', async () => {
  const order: string[] = [];
  const first = deferred();
  const clock = manualClock();
  const slow = named('slow', {
    async setup() {
      order.push('slow begins');
      await first.promise;
      order.push('slow ends');
    },
  });
  const hub = createHub(
    partsForTests(clock, { plugins: [slow, named('next', { setup: () => void order.push('next') })] }),
  );
  const listening = hub.listen({
    name: 'fake',
    async listen() {
      order.push('listen');
      return [];
    },
    async close() {},
  });
  await clock.settle();
  first.resolve();
  await listening;
  expect(order).toEqual(['slow begins', 'slow ends', 'next', 'listen']);
  await hub.stop();
});

test.each([
  ['throws', { setup: () => fail('no disk') }, 'no disk'],
  ['rejects', { setup: async () => Promise.reject(new Error('no disk')) }, 'no disk'],
])('a plugin whose set-up %s keeps the hub from opening, and is named', async (_how, more, why) => {
  const hub = createHub(partsForTests(manualClock(), { plugins: [named('disk', more)] }));
  await expect(hub.listen()).rejects.toMatchObject({
    code: 'CHAT_PLUGIN_SETUP',
    message: `The plugin disk could not be set up: ${why}`,
  });
  await hub.stop();
});

test('a set-up that takes too long is given up', async () => {
  const clock = manualClock();
  const hub = createHub(partsForTests(clock, { plugins: [named('endless', { setup: () => new Promise(() => {}) })] }));
  const listening = expect(hub.listen()).rejects.toMatchObject({ code: 'CHAT_PLUGIN_SETUP' });
  await clock.settle();
  await clock.advance(10_000);
  await listening;
  await hub.stop();
});

test('what a failed set-up had registered is not there', async () => {
  const { hub, native } = await openWorld();
  const bad: Plugin = {
    name: 'bad',
    setup(host) {
      host.gate('publish', (draft) => ({ ...draft, text: 'spoiled' }));
      host.command({ name: 'half', summary: 'Half done.', run: () => ({}) });
      throw new Error('broken');
    },
  };
  await expect(hub.plugins.load(bad)).rejects.toMatchObject({ code: 'CHAT_PLUGIN_SETUP' });
  const ann = await native('ann', 'lobby');
  await ann.ok({ type: 'say', room: 'lobby', text: 'whole' });
  expect(await ann.next('message')).toMatchObject({ text: 'whole' });
  expect(await ann.refused({ type: 'half' })).toBe('CHAT_COMMAND_UNKNOWN');
  expect(hub.plugins.list()).toEqual([]);
});

test('a plugin that needs another one must come after it', async () => {
  const parts = partsForTests(manualClock(), {
    plugins: [named('search', { dependsOn: ['history'] }), named('history')],
  });
  const hub = createHub(parts);
  await expect(hub.listen()).rejects.toMatchObject({
    code: 'CHAT_PLUGIN_DEPENDENCY',
    message: 'search needs history before it in the list of plugins.',
  });
  await hub.stop();
});

test('a plugin that others need cannot be unloaded', async () => {
  const { hub } = await openWorld({ plugins: [named('history'), named('search', { dependsOn: ['history'] })] });
  await expect(hub.plugins.unload('history')).rejects.toMatchObject({ code: 'CHAT_PLUGIN_DEPENDENCY' });
  await hub.plugins.unload('search');
  await hub.plugins.unload('history');
  expect(hub.plugins.list()).toEqual([]);
});

test.each(['unload', 'reload'] as const)('a plugin that is not there cannot be %sed', async (change) => {
  const { hub } = await openWorld();
  const changed = change === 'unload' ? hub.plugins.unload('ghost') : hub.plugins.reload(named('ghost'));
  await expect(changed).rejects.toMatchObject({ code: 'CHAT_PLUGIN_DEPENDENCY' });
});

test('a second plugin of the same name is refused', async () => {
  const { hub } = await openWorld({ plugins: [named('one')] });
  await expect(hub.plugins.load(named('one'))).rejects.toMatchObject({ code: 'CHAT_PLUGIN_SETUP' });
  expect(hub.plugins.list()).toEqual(['one']);
});

test('a plugin can be loaded and unloaded while people talk', async () => {
  const { hub, native } = await openWorld();
  const ann = await native('ann', 'lobby');
  const say = async () => {
    await ann.ok({ type: 'say', room: 'lobby', text: 'hi' });
    return (await ann.next('message')).text;
  };
  const texts = [await say()];
  await hub.plugins.load(mark('!'));
  texts.push(await say());
  await hub.plugins.unload('mark');
  texts.push(await say());
  expect(texts).toEqual(['hi', 'hi!', 'hi']);
});

test('a plugin keeps its place when it is reloaded', async () => {
  const { hub, native } = await openWorld({ plugins: [mark('a', 'a'), mark('b', 'b'), mark('c', 'c')] });
  await hub.plugins.reload(mark('B', 'b'));
  const ann = await native('ann', 'lobby');
  await ann.ok({ type: 'say', room: 'lobby', text: '-' });
  expect(await ann.next('message')).toMatchObject({ text: '-aBc' });
  expect(hub.plugins.list()).toEqual(['a', 'b', 'c']);
});

test('no message slips between the old and the new one while a plugin is reloaded', async () => {
  const { hub, native, settle } = await openWorld({ plugins: [mark('1')] });
  const ann = await native('ann', 'lobby');
  const ready = deferred();
  const reloading = hub.plugins.reload({
    name: 'mark',
    async setup(host: PluginHost) {
      host.gate('publish', (draft) => ({ ...draft, text: `${draft.text}2` }));
      await ready.promise;
    },
  });
  for (let count = 0; count < 10; count++) {
    ann.send({ type: 'say', room: 'lobby', text: '-' });
    if (count === 5) ready.resolve();
    await Promise.resolve();
  }
  await reloading;
  await ann.ok({ type: 'say', room: 'lobby', text: '-' });
  await settle();
  const texts = ann.all('message').map(({ text }) => text);
  expect(texts.filter((text) => text !== '-1' && text !== '-2')).toEqual([]);
  expect([texts[0], texts.at(-1)]).toEqual(['-1', '-2']);
});

test('a reload whose set-up fails leaves the old one at work', async () => {
  const { hub, native } = await openWorld({ plugins: [mark('1')] });
  const bad = named('mark', { setup: () => Promise.reject(new Error('no')) });
  await expect(hub.plugins.reload(bad)).rejects.toMatchObject({ code: 'CHAT_PLUGIN_SETUP' });
  const ann = await native('ann', 'lobby');
  await ann.ok({ type: 'say', room: 'lobby', text: '-' });
  expect(await ann.next('message')).toMatchObject({ text: '-1' });
});

test('the old one is disposed after the new one has taken over', async () => {
  const order: string[] = [];
  const life = (number: number): Plugin => ({
    name: 'life',
    setup: () => void order.push(`set up ${number}`),
    dispose: () => void order.push(`dispose ${number}`),
  });
  const { hub } = await openWorld({ plugins: [life(1)] });
  await hub.plugins.reload(life(2));
  await hub.plugins.unload('life');
  expect(order).toEqual(['set up 1', 'set up 2', 'dispose 1', 'dispose 2']);
});

test.each([
  ['throws', () => fail('broken')],
  ['rejects', () => Promise.reject(new Error('broken'))],
  ['never ends', () => new Promise<void>(() => {})],
])('a plugin whose dispose %s is gone all the same, and reported', async (_how, dispose) => {
  const { hub, failures, pass } = await openWorld({ plugins: [named('bad', { dispose })] });
  const unloading = hub.plugins.unload('bad');
  await pass(10_000);
  await unloading;
  expect(hub.plugins.list()).toEqual([]);
  expect(failures).toMatchObject([{ plugin: 'bad', what: 'dispose' }]);
});

test('changes asked for at once are made one after the other', async () => {
  const { hub } = await openWorld();
  const changes = [
    hub.plugins.load(mark('1')),
    hub.plugins.reload(mark('2')),
    hub.plugins.unload('mark'),
    hub.plugins.load(mark('3')),
  ];
  await Promise.all(changes);
  expect(hub.plugins.list()).toEqual(['mark']);
});

test('a plugin that is loaded before another one is asked before it', async () => {
  const world = await openWorld({ plugins: [mark('1', 'one'), mark('3', 'three')] });
  await world.hub.plugins.load(mark('2', 'two'), { before: 'three' });
  const ann = await world.native('ann', 'lobby');
  ann.send({ type: 'say', room: 'lobby', text: 'count ' });
  await world.settle();
  expect([world.hub.plugins.list(), ann.all('message')]).toMatchObject([
    ['one', 'two', 'three'],
    [{ text: 'count 123' }],
  ]);
});

test.each([
  ['there is no plugin of that name to come before', 'nobody', []],
  ['what it needs comes behind', 'one', ['one']],
])('a plugin is not loaded where %s', async (_why, before, dependsOn) => {
  const world = await openWorld({ plugins: [mark('1', 'one')] });
  const loading = world.hub.plugins.load(named('late', { dependsOn }), { before });
  await expect(loading).rejects.toMatchObject({ code: 'CHAT_PLUGIN_DEPENDENCY' });
  expect(world.hub.plugins.list()).toEqual(['one']);
});
