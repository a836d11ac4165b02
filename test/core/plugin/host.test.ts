import { expect, test } from 'vitest';
import { type Logger, type Plugin, type PluginHost, sessionKey, silent } from '../../../core/index.js';
import { deferred } from '../../support/deferred.js';
import { openWorld } from '../../support/world.js';

/** A plugin that hands its host out. */
function open(name = 'open'): { plugin: Plugin; host: () => PluginHost } {
  let kept: PluginHost | undefined;
  return {
    plugin: {
      name,
      setup(host) {
        kept = host;
      },
    },
    host() {
      if (kept === undefined) throw new Error('The plugin was not set up.');
      return kept;
    },
  };
}

test('every runs again and again', async () => {
  const { plugin, host } = open();
  const { pass } = await openWorld({ plugins: [plugin] });
  let runs = 0;
  host().every(1_000, () => void runs++);
  await pass(3_500);
  expect(runs).toBe(3);
});

test('every counts from the end of a run, so that runs never overlap', async () => {
  const { plugin, host } = open();
  const { pass } = await openWorld({ plugins: [plugin] });
  const running = deferred();
  let runs = 0;
  host().every(1_000, () => {
    runs++;
    return running.promise;
  });
  await pass(5_000);
  expect(runs).toBe(1);
  running.resolve();
  await pass(1_000);
  expect(runs).toBe(2);
});

test('after runs once', async () => {
  const { plugin, host } = open();
  const { pass } = await openWorld({ plugins: [plugin] });
  let runs = 0;
  host().after(1_000, () => void runs++);
  await pass(5_000);
  expect(runs).toBe(1);
});

test.each(['every', 'after'] as const)('what %s gives cancels it', async (timer) => {
  const { plugin, host } = open();
  const { pass } = await openWorld({ plugins: [plugin] });
  let runs = 0;
  const cancel = host()[timer](1_000, () => void runs++);
  cancel();
  await pass(5_000);
  expect(runs).toBe(0);
});

test('a timer that is cancelled during its run does not run again', async () => {
  const { plugin, host } = open();
  const { pass } = await openWorld({ plugins: [plugin] });
  const running = deferred();
  let runs = 0;
  const cancel = host().every(1_000, () => {
    runs++;
    return running.promise;
  });
  await pass(1_000);
  cancel();
  running.resolve();
  await pass(5_000);
  expect(runs).toBe(1);
});

test('a timer that throws or rejects is reported and goes on', async () => {
  const { plugin, host } = open();
  const { pass, failures } = await openWorld({ plugins: [plugin] });
  let runs = 0;
  host().every(1_000, () => {
    runs++;
    if (runs === 1) throw new Error('one');
    return Promise.reject(new Error('two'));
  });
  await pass(2_500);
  expect(runs).toBe(2);
  expect(failures).toMatchObject([
    { plugin: 'open', what: 'every', error: { cause: { message: 'one' } } },
    { plugin: 'open', what: 'every', error: { cause: { message: 'two' } } },
  ]);
});

test('timers set during the set-up begin when the plugin is at work', async () => {
  let runs = 0;
  const { clock, pass } = await openWorld({
    plugins: [{ name: 'early', setup: (host) => void host.every(1_000, () => void runs++) }],
  });
  expect(clock.timers).toBe(1);
  await pass(1_000);
  expect(runs).toBe(1);
});

test('unloading undoes timers, gates, listeners and commands', async () => {
  const { plugin, host } = open();
  const { hub, native, pass, clock } = await openWorld({ plugins: [plugin] });
  const calls: string[] = [];
  host().every(1_000, () => void calls.push('every'));
  host().after(1_000, () => void calls.push('after'));
  host().on('message', () => void calls.push('message'));
  host().gate('publish', (draft) => {
    calls.push('gate');
    return draft;
  });
  host().command({ name: 'mine', summary: 'Mine.', run: () => ({}) });
  await hub.plugins.unload('open');
  expect(clock.timers).toBe(0);
  const ann = await native('ann', 'lobby');
  await ann.ok({ type: 'say', room: 'lobby', text: 'hi' });
  expect(await ann.refused({ type: 'mine' })).toBe('CHAT_COMMAND_UNKNOWN');
  await pass(5_000);
  expect(calls).toEqual([]);
});

test('a plugin that is gone cannot register anything', async () => {
  const { plugin, host } = open();
  const { hub } = await openWorld({ plugins: [plugin] });
  await hub.plugins.unload('open');
  const gone = host();
  for (const use of [
    () => gone.gate('publish', (draft) => draft),
    () => gone.on('message', () => {}),
    () => gone.command({ name: 'late', summary: 'Late.', run: () => ({}) }),
    () => gone.every(1, () => {}),
    () => gone.after(1, () => {}),
  ]) {
    expect(use).toThrow(TypeError);
  }
});

test('a gate added while the hub runs is in force at once', async () => {
  const { plugin, host } = open();
  const { native } = await openWorld({ plugins: [plugin] });
  const ann = await native('ann', 'lobby');
  host().gate('publish', (draft) => ({ ...draft, text: 'changed' }));
  await ann.ok({ type: 'say', room: 'lobby', text: 'hi' });
  expect(await ann.next('message')).toMatchObject({ text: 'changed' });
});

test('log lines carry the name of the plugin', async () => {
  const lines: unknown[] = [];
  const logger: Logger = { ...silent, info: (fields, text) => void lines.push([fields, text]) };
  await openWorld({ logger, plugins: [{ name: 'chatty', setup: (host) => host.log.info({ a: 1 }, 'hello') }] });
  expect(lines).toEqual([[{ plugin: 'chatty', a: 1 }, 'hello']]);
});

test('a value kept with a session is of that session and that key alone', async () => {
  const strikes = sessionKey('strikes', () => 0);
  const others = sessionKey('strikes', () => 100);
  const { hub, native } = await openWorld();
  await native('ann');
  await native('bob');
  const [ann, bob] = hub.chat.sessions();
  ann?.set(strikes, 3);
  expect([ann?.get(strikes), ann?.get(others), bob?.get(strikes)]).toEqual([3, 100, 0]);
});

test('what a session has of a key at first is made once', async () => {
  const list = sessionKey<string[]>('list', () => []);
  const { hub, native } = await openWorld();
  await native('ann');
  const [session] = hub.chat.sessions();
  session?.get(list).push('one');
  expect(session?.get(list)).toEqual(['one']);
});

test('a plugin may close a session, saying why', async () => {
  const { plugin, host } = open();
  const { native } = await openWorld({ plugins: [plugin] });
  const ann = await native('ann');
  host().chat.sessions()[0]?.close({ code: 'MOD_KICKED', text: 'Out.' });
  await ann.over;
  expect(ann.heard.at(-1)).toEqual({ type: 'bye', code: 'MOD_KICKED', text: 'Out.' });
});

test('a plugin speaks under its own name, the way every message goes', async () => {
  const { plugin, host } = open('greeter');
  const { native } = await openWorld({ plugins: [plugin] });
  const ann = await native('ann', 'lobby');
  const receipt = await host().chat.say({ room: 'Lobby', text: 'Welcome!', data: { a: 1 } });
  expect(receipt).toMatchObject({ position: { offset: 1 } });
  expect(await ann.next('message')).toMatchObject({
    room: 'lobby',
    from: { id: 'plugin:greeter', nick: 'greeter' },
    text: 'Welcome!',
    data: { a: 1 },
  });
});

test("nobody takes a plugin's name", async () => {
  const { stranger } = await openWorld({ plugins: [open('greeter').plugin] });
  expect(await stranger().refused({ type: 'hello', nick: 'Greeter' })).toBe('CHAT_NICK_TAKEN');
});

test('a plugin may speak into a room that nobody is in, and it is kept', async () => {
  const { hub, native } = await openWorld();
  await hub.chat.say({ room: 'attic', text: 'echo' });
  expect(await (await native('ann')).ok({ type: 'join', room: 'attic' })).toMatchObject({ offset: 1 });
});

test('a plugin sees rooms and members', async () => {
  const { hub, native } = await openWorld();
  await native('ann', 'lobby');
  expect(hub.chat.rooms()).toEqual([{ room: 'lobby', members: 1 }]);
  expect(hub.chat.members('LOBBY')).toMatchObject([{ nick: 'ann', wires: ['memory/native'] }]);
  expect(hub.chat.members('attic')).toEqual([]);
});
