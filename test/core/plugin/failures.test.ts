import { describe, expect, test } from 'vitest';
import type { Gate, GateOptions, Plugin } from '../../../core/index.js';
import { openWorld } from '../../support/world.js';

const gated = (gate: Gate<'publish'>, options?: GateOptions): Plugin => ({
  name: 'faulty',
  setup: (host) => host.gate('publish', gate, options),
});

const broken = new Error('broken');
const throwing: Gate<'publish'> = () => {
  throw broken;
};
const nothing = (() => undefined) as unknown as Gate<'publish'>;
const text = (() => 'yes') as unknown as Gate<'publish'>;
const hanging: Gate<'publish'> = () => new Promise(() => {});

const failures: readonly [string, Gate<'publish'>, string][] = [
  ['throws', throwing, 'CHAT_PLUGIN_FAILED'],
  ['rejects', () => Promise.reject(broken), 'CHAT_PLUGIN_FAILED'],
  ['returns nothing', nothing, 'CHAT_PLUGIN_FAILED'],
  ['returns what is no message', text, 'CHAT_PLUGIN_FAILED'],
  ['resolves to nothing', (async () => undefined) as unknown as Gate<'publish'>, 'CHAT_PLUGIN_FAILED'],
  ['resolves to null', (async () => null) as unknown as Gate<'publish'>, 'CHAT_PLUGIN_FAILED'],
  ['never decides', hanging, 'CHAT_PLUGIN_TIMEOUT'],
];

describe.each(failures)('a gate that %s', (_how, gate, code) => {
  test('refuses the message with a code, under its name', async () => {
    const { native, pass } = await openWorld({ plugins: [gated(gate)] });
    const ann = await native('ann', 'lobby');
    const reply = ann.ask({ type: 'say', room: 'lobby', text: 'hi' });
    await pass(2_000);
    expect(await reply).toMatchObject({
      type: 'error',
      code,
      retry: true,
      details: { plugin: 'faulty', stage: 'publish' },
    });
    expect(ann.all('message')).toEqual([]);
  });

  test('is reported under its name', async () => {
    const { native, pass, failures: reported } = await openWorld({ plugins: [gated(gate)] });
    const ann = await native('ann', 'lobby');
    ann.send({ type: 'say', room: 'lobby', text: 'hi' });
    await pass(2_000);
    expect(reported).toMatchObject([{ plugin: 'faulty', what: 'publish', error: { code } }]);
  });

  test('does not stop the hub', async () => {
    const { native, pass } = await openWorld({ plugins: [gated(gate)] });
    const ann = await native('ann', 'lobby');
    ann.send({ type: 'say', room: 'lobby', text: 'hi' });
    const pong = ann.ok({ type: 'ping' });
    await pass(2_000);
    expect(await pong).toHaveProperty('at');
    expect((await native('bob', 'lobby')).all('error')).toEqual([]);
  });

  test('is passed by where it says that its failing means that', async () => {
    const { native, pass } = await openWorld({ plugins: [gated(gate, { onFailure: 'pass' })] });
    const ann = await native('ann', 'lobby');
    const reply = ann.ok({ type: 'say', room: 'lobby', text: 'hi' });
    await pass(2_000);
    expect(await reply).toMatchObject({ offset: 1 });
    expect(ann.all('message')).toMatchObject([{ text: 'hi' }]);
  });
});

test('what a gate threw is the cause in the report', async () => {
  const { native, failures: reported } = await openWorld({ plugins: [gated(throwing)] });
  const ann = await native('ann', 'lobby');
  await ann.refused({ type: 'say', room: 'lobby', text: 'hi' });
  expect(reported[0]?.error.cause).toBe(broken);
});

test('a gate may have a deadline of its own', async () => {
  const { native, pass } = await openWorld({ plugins: [gated(hanging, { deadlineMs: 10 })] });
  const ann = await native('ann', 'lobby');
  const reply = ann.refused({ type: 'say', room: 'lobby', text: 'hi' });
  await pass(10);
  expect(await reply).toBe('CHAT_PLUGIN_TIMEOUT');
});

test('what a gate decides too late changes nothing', async () => {
  const late: Plugin = {
    name: 'late',
    setup(host) {
      host.gate('publish', (draft) => new Promise((resolve) => host.clock.after(5_000, () => resolve(draft))));
    },
  };
  const { native, pass, failures: reported } = await openWorld({ plugins: [late] });
  const ann = await native('ann', 'lobby');
  const reply = ann.refused({ type: 'say', room: 'lobby', text: 'hi' });
  await pass(10_000);
  expect(await reply).toBe('CHAT_PLUGIN_TIMEOUT');
  expect(ann.all('message')).toEqual([]);
  expect(reported).toHaveLength(1);
});

test.each(['login', 'rename', 'join'] as const)(
  'a failing %s gate refuses and leaves things as they were',
  async (stage) => {
    const plugin: Plugin = {
      name: 'faulty',
      setup(host) {
        host.gate(stage, () => {
          throw broken;
        });
      },
    };
    const { stranger, hub } = await openWorld({ plugins: [plugin] });
    const ann = stranger();
    const login = await ann.ask({ type: 'hello', nick: 'ann' });
    const rename = await ann.ask({ type: 'nick', nick: 'anna' });
    const join = await ann.ask({ type: 'join', room: 'lobby' });
    const failed = { login, rename, join }[stage];
    expect(failed).toMatchObject({ type: 'error', code: 'CHAT_PLUGIN_FAILED', details: { plugin: 'faulty', stage } });
    expect(hub.chat.rooms()).toHaveLength(stage === 'rename' ? 1 : 0);
  },
);

test('a failing connect gate keeps the connection out', async () => {
  const plugin: Plugin = {
    name: 'faulty',
    setup: (host) => host.gate('connect', () => Promise.reject(broken)),
  };
  const { stranger } = await openWorld({ plugins: [plugin] });
  const ann = stranger();
  await ann.over;
  expect(ann.heard).toMatchObject([{ type: 'bye', code: 'CHAT_PLUGIN_FAILED' }]);
});
