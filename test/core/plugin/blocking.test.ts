import { describe, expect, test } from 'vitest';
import type { LogFields, Logger, MetricInfo, Plugin, PluginHost } from '../../../core/index.js';
import { manualClock } from '../../../testkit/index.js';
import { openWorld } from '../../support/world.js';

/** A hub whose clock a plugin can move while it has the event loop, as one that computes for long does. */
async function stage(setup: (host: PluginHost, block: (ms: number) => void) => void, pluginBlockMs = 200) {
  const clock = manualClock({ start: 1_000_000 });
  let skew = 0;
  const block = (ms: number): void => {
    skew += ms;
  };
  const warned: (LogFields & { readonly text: string })[] = [];
  const ignore = (): void => {};
  const warn: Logger['warn'] = (fields, text) => void warned.push({ ...fields, text });
  const logger: Logger = { debug: ignore, info: ignore, error: ignore, warn };
  const busy: Plugin = { name: 'busy', setup: (host) => setup(host, block) };
  const counted: MetricInfo[] = [];
  const world = await openWorld({
    plugins: [busy, { name: 'idle', setup: (host) => host.on('message', () => {}) }],
    limits: { pluginBlockMs },
    logger,
    clock: { ...clock, monotonic: () => clock.monotonic() + skew },
  });
  world.hub.on('metric', (info) => void counted.push(info));
  return { world, warned, counted, pass: (ms: number) => clock.advance(ms) };
}

const cases: readonly (readonly [string, (host: PluginHost, block: () => void) => void])[] = [
  [
    'publish',
    (host, block) =>
      host.gate('publish', (draft) => {
        block();
        return draft;
      }),
  ],
  [
    'publish',
    (host, block) =>
      host.gate('publish', async (draft) => {
        block();
        return draft;
      }),
  ],
  ['message', (host, block) => host.on('message', () => block())],
  [
    'message',
    (host, block) =>
      host.on('message', () => {
        block();
        throw new Error('and it fails');
      }),
  ],
];

describe.each(cases)('a call of a plugin in %s', (what, setup) => {
  test('that blocks the event loop is named in the log, and counted', async () => {
    const { world, warned, counted } = await stage((host, block) => setup(host, () => block(250)));
    const ann = await world.native('ann', 'lobby');
    await ann.ok({ type: 'say', room: 'lobby', text: 'hi' });
    expect(warned).toMatchObject([{ plugin: 'busy', what, ms: 250 }]);
    expect(counted).toEqual([{ plugin: 'busy', what: 'blocked', amount: 1 }]);
  });

  test('that is quick enough is not', async () => {
    const { world, warned } = await stage((host, block) => setup(host, () => block(199)));
    const ann = await world.native('ann', 'lobby');
    await ann.ok({ type: 'say', room: 'lobby', text: 'hi' });
    expect(warned).toEqual([]);
  });
});

test('commands and timers of a plugin that block are named too', async () => {
  const { world, warned, pass } = await stage((host, block) => {
    host.command({
      name: 'dig',
      summary: 'Digs.',
      run() {
        block(300);
        return {};
      },
    });
    host.after(50, () => block(400));
  });
  const ann = await world.native('ann', 'lobby');
  await ann.ok({ type: 'dig' });
  await pass(50);
  expect(warned).toMatchObject([
    { plugin: 'busy', what: 'dig', ms: 300 },
    { plugin: 'busy', what: 'after', ms: 400 },
  ]);
});

test('a gate that waits does not block, however long', async () => {
  const { world, warned, pass } = await stage((host) =>
    host.gate('publish', async (draft) => {
      await new Promise<void>((resolve) => void host.clock.after(1_000, resolve));
      return draft;
    }),
  );
  const ann = await world.native('ann', 'lobby');
  const said = ann.ok({ type: 'say', room: 'lobby', text: 'hi' });
  await pass(1_000);
  await said;
  expect(warned).toEqual([]);
});

test('the time of a listener is not put down to the next one, nor to the one whose call it interrupted', async () => {
  const { world, warned } = await stage((host, block) => {
    host.on('metric', ({ what }) => {
      if (what === 'digs') block(500);
    });
    host.on('message', () => {
      block(250);
      host.emit('metric', { plugin: 'busy', what: 'digs', amount: 1 });
    });
  });
  const ann = await world.native('ann', 'lobby');
  await ann.ok({ type: 'say', room: 'lobby', text: 'hi' });
  expect(warned).toMatchObject([
    { plugin: 'busy', what: 'metric', ms: 500 },
    { plugin: 'busy', what: 'message', ms: 250 },
  ]);
});

test('a failure that reached the program is logged and told under the plugin’s name', async () => {
  const world = await openWorld();
  const error = new Error('lost');
  world.hub.reportFailure('dice', 'unhandled rejection', error);
  expect(world.failures).toMatchObject([{ plugin: 'dice', what: 'unhandled rejection', error: { cause: error } }]);
});
