import { describe, expect, onTestFinished, test } from 'vitest';
import { type Gate, type Plugin, refuse } from '../../core/index.js';
import { createWorld, type WorldOptions } from '../../testkit/index.js';

async function pair(options: WorldOptions = {}) {
  const world = createWorld(options);
  onTestFinished(world.close);
  const [ann, bob] = world.join('lobby', 'ann', 'bob');
  await world.settle();
  return { world, ann, bob };
}

/** Lets each message wait as many milliseconds as it begins with. */
const waits: Plugin = {
  name: 'waits',
  setup(host) {
    host.gate(
      'publish',
      (draft) => new Promise((resolve) => host.clock.after(Number.parseInt(draft.text, 10), () => resolve(draft))),
    );
  },
};

describe('lesson 4, one session’s order', () => {
  test('handlers for one session run in order even when a hook is async', async () => {
    const { world, ann, bob } = await pair({ plugins: [waits] });
    const said = ['900 ms', '5 ms', '300 ms', '0 ms', '50 ms'];
    for (const text of said) ann.say(text);
    await world.advance('5s');
    expect(bob.texts()).toEqual(said);
  });

  test('a command after an async hook sees what the one before it has done', async () => {
    const { world, ann, bob } = await pair({ plugins: [waits] });
    ann.say('500 ms, as ann');
    ann.rename('anna');
    ann.say('0 ms, as anna');
    ann.leave();
    ann.say('0 ms, from outside', { room: 'lobby' });
    await world.advance('5s');
    expect(bob.messages().map(({ from, text }) => [from, text])).toEqual([
      ['ann', '500 ms, as ann'],
      ['anna', '0 ms, as anna'],
    ]);
    expect(ann.refusals).toMatchObject([{ what: 'say', code: 'CHAT_NOT_IN_ROOM' }]);
  });

  test('ack order equals code order', async () => {
    const { world, ann } = await pair({ plugins: [waits] });
    const acked: string[] = [];
    const said = ['700 a', '0 b', '40 c', '300 d', '1 e'];
    for (const text of said) void ann.client.say('lobby', text).then(() => acked.push(text));
    await world.advance('5s');
    expect(acked).toEqual(said);
  });

  test('ack order equals code order across a lost connection', async () => {
    const { world, ann, bob } = await pair({ plugins: [waits] });
    const acked: string[] = [];
    const said = ['700 a', '0 b', '40 c', '300 d', '1 e'];
    for (const text of said) void ann.client.say('lobby', text).then(() => acked.push(text));
    await world.advance('300ms');
    ann.drop();
    await world.advance('1m');
    expect([acked, bob.texts()]).toEqual([said, said]);
  });

  test('nobody else waits for the async hook of one session', async () => {
    const { world, ann, bob } = await pair({ plugins: [waits] });
    ann.say('1500 ms');
    await world.advance('100ms');
    bob.say('0 ms');
    await world.advance('5s');
    expect(ann.texts()).toEqual(['0 ms', '1500 ms']);
  });
});

/** Masks a word, and says how often it looked. */
function filter(before?: (host: Parameters<Plugin['setup']>[0]) => Promise<void>) {
  const looked: string[] = [];
  const plugin: Plugin = {
    name: 'filter',
    setup(host) {
      host.gate('publish', async (draft) => {
        looked.push(draft.text);
        await before?.(host);
        return { ...draft, text: draft.text.replaceAll('darn', '****') };
      });
    },
  };
  return { looked, plugin };
}

describe('lesson 5, the filter', () => {
  test('filter runs before any delivery', async () => {
    const { plugin } = filter((host) => new Promise((resolve) => host.clock.after(1_000, resolve)));
    const { world, ann, bob } = await pair({ plugins: [plugin] });
    ann.say('oh darn');
    await world.advance('999ms');
    expect([ann.texts(), bob.texts()]).toEqual([[], []]);
    await world.advance('100ms');
    expect([ann.texts(), bob.texts()]).toEqual([['oh ****'], ['oh ****']]);
  });

  test('filter runs exactly once, however many are in the room', async () => {
    const { plugin, looked } = filter();
    const { world, ann } = await pair({ plugins: [plugin] });
    world.join('lobby', 'cat', 'dan', 'eve');
    await world.settle();
    ann.say('oh darn');
    await world.settle();
    expect(looked).toEqual(['oh darn']);
  });

  test('filter runs exactly once for a message that is sent again', async () => {
    const { plugin, looked } = filter();
    const { world, ann, bob } = await pair({ plugins: [plugin], network: { delayMs: [10, 10] } });
    ann.say('oh darn');
    await world.advance('15ms');
    ann.drop();
    await world.advance('1m');
    expect(looked).toEqual(['oh darn']);
    expect([ann.texts(), bob.texts(), ann.receipts.length]).toEqual([['oh ****'], ['oh ****'], 1]);
  });

  test('filter does not run again on catching up, which has what the filter has made of it', async () => {
    const { plugin, looked } = filter();
    const { world, ann, bob } = await pair({ plugins: [plugin] });
    bob.drop();
    ann.say('oh darn');
    await world.advance('1m');
    expect([bob.texts(), looked]).toEqual([['oh ****'], ['oh darn']]);
  });

  test('what the filter refuses is delivered to nobody, and its author has the code', async () => {
    const strict: Plugin = {
      name: 'strict',
      setup: (host) =>
        host.gate('publish', (draft) => (draft.text.includes('darn') ? refuse('FILTER_WORD', 'Not here.') : draft)),
    };
    const { world, ann, bob } = await pair({ plugins: [strict] });
    ann.say('oh darn');
    await world.settle();
    expect([ann.texts(), bob.texts()]).toEqual([[], []]);
    expect(ann.refusals).toMatchObject([{ what: 'say', code: 'FILTER_WORD', text: 'Not here.' }]);
  });
});

const never = () => new Promise<never>(() => {});

const faults: readonly [string, () => ReturnType<Gate<'publish'>>, string][] = [
  [
    'throws',
    () => {
      throw new Error('boom');
    },
    'CHAT_PLUGIN_FAILED',
  ],
  ['rejects', () => Promise.reject(new Error('boom')), 'CHAT_PLUGIN_FAILED'],
  ['hangs and never resolves', never, 'CHAT_PLUGIN_TIMEOUT'],
];

describe.each(faults)('lesson 5, a hook that %s', (_how, fail, code) => {
  /** Fails with one text only. */
  const moody = (onFailure: 'refuse' | 'pass'): Plugin => ({
    name: 'moody',
    setup(host) {
      host.gate('publish', (draft) => (draft.text === 'boom' ? fail() : draft), { onFailure });
    },
  });

  test('has a defined result: nobody gets the message, the author has a code, the next one passes', async () => {
    const { world, ann, bob } = await pair({ plugins: [moody('refuse')] });
    ann.say('boom');
    ann.say('all well');
    await world.advance('10s');
    expect([ann.texts(), bob.texts()]).toEqual([['all well'], ['all well']]);
    expect(ann.refusals).toMatchObject([{ what: 'say', code, details: { plugin: 'moody', stage: 'publish' } }]);
    expect(world.failures).toMatchObject([{ plugin: 'moody', what: 'publish', error: { code } }]);
  });

  test('has a defined result where it may be passed by: the message goes through as it was', async () => {
    const { world, ann, bob } = await pair({ plugins: [moody('pass')] });
    ann.say('boom');
    await world.advance('10s');
    expect([bob.texts(), ann.refusals]).toEqual([['boom'], []]);
    expect(world.failures).toMatchObject([{ plugin: 'moody', error: { code } }]);
  });
});
