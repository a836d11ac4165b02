import { describe, expect, test } from 'vitest';
import { floodControl } from '../../../plugins/flood-control/index.js';
import { openFlooded, says } from './support/flooded.js';

const impatient = { patienceMs: 2_000, strikes: 2 };

describe('whoever goes on sending', () => {
  test('is slowed, then refused, then closed, at these times', async () => {
    const world = await openFlooded(impatient);
    const ann = await world.native('ann', 'lobby');
    says(ann, 1, 12);
    await world.pass(10_000);
    expect(world.published).toEqual([
      [0, '1'],
      [0, '2'],
      [0, '3'],
      [1_000, '4'],
      [2_000, '5'],
    ]);
    const messages = { what: 'messages', by: 'session', nick: 'ann' };
    expect(world.deeds).toEqual([
      { ...messages, did: 'slowed', ms: 1_000, at: 0 },
      { ...messages, did: 'slowed', ms: 1_000, at: 1_000 },
      { ...messages, did: 'refused', ms: 1_000, at: 2_000 },
      { ...messages, did: 'refused', ms: 1_000, at: 2_000 },
      { ...messages, did: 'refused', ms: 1_000, at: 2_000 },
      { ...messages, did: 'closed', ms: 0, at: 2_000 },
    ]);
  });

  test('is told when to try again, and that it may, and in the end to stay away', async () => {
    const world = await openFlooded(impatient);
    const ann = await world.native('ann', 'lobby');
    says(ann, 1, 12);
    await world.pass(10_000);
    await ann.over;
    expect(ann.all('error')).toMatchObject(
      ['n6', 'n7', 'n8'].map((ref) => ({ ref, code: 'FLOOD_MESSAGES', retry: true, details: { retryMs: 1_000 } })),
    );
    expect(ann.heard.at(-1)).toEqual({ type: 'bye', code: 'FLOOD', text: 'You have sent too much, too fast.' });
  });

  test('is over for good, even where it asked for its session to be kept', async () => {
    const world = await openFlooded(impatient);
    const ann = world.stranger();
    const { resume } = await ann.ok({ type: 'hello', nick: 'ann', resume: true });
    await ann.ok({ type: 'join', room: 'lobby' });
    says(ann, 1, 12);
    await world.pass(10_000);
    const again = await world.stranger().ok({ type: 'hello', resume: (resume as { token: string }).token });
    expect(again).toMatchObject({ resumed: false });
  });
});

describe('whoever waits as long as they are told to', () => {
  test('is heard the next time, and never closed, however often they are refused', async () => {
    const world = await openFlooded({ slowMs: 0, patienceMs: 1, strikes: 1 });
    const ann = await world.native('ann', 'lobby');
    says(ann, 1, 3);
    for (let time = 0; time < 20; time++) {
      const refused = await ann.ask({ type: 'say', room: 'lobby', text: 'again' });
      expect(refused).toMatchObject({ code: 'FLOOD_MESSAGES', details: { retryMs: 1_000 } });
      await world.pass(1_000);
      await ann.ok({ type: 'say', room: 'lobby', text: 'again' });
    }
    expect(world.deeds.map(({ did }) => did)).toEqual(Array(20).fill('refused'));
  });

  test('has strikes that are forgotten in time', async () => {
    const world = await openFlooded({ slowMs: 0, patienceMs: 1, strikes: 2, windowMs: 10_000 });
    const ann = await world.native('ann', 'lobby');
    for (let time = 0; time < 5; time++) {
      says(ann, 1, 6);
      await world.pass(10_000);
    }
    expect(world.deeds.map(({ did }) => did)).toEqual(Array(15).fill('refused'));
  });
});

describe('a bucket', () => {
  test('fills at its pace, and holds its burst and no more', async () => {
    const world = await openFlooded({ slowMs: 0, patienceMs: 1 });
    const ann = await world.native('ann', 'lobby');
    const heard = async (tries: number) => {
      const before = world.published.length;
      says(ann, 1, tries);
      await world.settle();
      return world.published.length - before;
    };
    expect(await heard(4)).toBe(3);
    await world.pass(999);
    expect(await heard(1)).toBe(0);
    await world.pass(1);
    expect(await heard(2)).toBe(1);
    await world.pass(3_600_000);
    expect(await heard(4)).toBe(3);
  });

  test('is not filled by coming back to the session on another connection', async () => {
    const world = await openFlooded();
    const ann = world.stranger();
    const { resume } = await ann.ok({ type: 'hello', nick: 'ann', resume: true });
    await ann.ok({ type: 'join', room: 'lobby' });
    says(ann, 1, 3);
    await world.settle();
    ann.wire.abort();
    const back = world.stranger();
    await back.ok({ type: 'hello', resume: (resume as { token: string }).token });
    says(back, 4, 4);
    await world.settle();
    expect(world.deeds).toMatchObject([{ did: 'slowed', ms: 1_000 }]);
  });

  test.each([-3_600_000, 3_600_000, 40 * 86_400_000])(
    'fills at its pace when the wall clock jumps by %i ms',
    async (ms) => {
      const world = await openFlooded();
      const ann = await world.native('ann', 'lobby');
      says(ann, 1, 3);
      await world.settle();
      world.clock.shift(ms);
      says(ann, 4, 4);
      await world.settle();
      expect([world.published.length, world.deeds]).toMatchObject([3, [{ did: 'slowed', ms: 1_000 }]]);
      await world.pass(1_000);
      expect(world.published).toHaveLength(4);
    },
  );
});

test('what is held back longer than other gates may take is held back all the same', async () => {
  const world = await openFlooded({ slowMs: 5_000, session: { messages: { burst: 1, perSecond: 0.2 } } });
  expect(world.hub.limits.gateMs).toBeLessThan(5_000);
  const ann = await world.native('ann', 'lobby');
  says(ann, 1, 2);
  await world.pass(5_000);
  expect([world.published, world.failures]).toEqual([
    [
      [0, '1'],
      [5_000, '2'],
    ],
    [],
  ]);
});

test('whoever is exempt may send as much as they like', async () => {
  const world = await openFlooded({ ...impatient, exempt: ({ user }) => user?.nick === 'bridge' });
  const bridge = await world.native('bridge', 'lobby');
  says(bridge, 1, 100);
  await world.settle();
  expect([world.published.length, world.deeds]).toEqual([100, []]);
});

test('with the defaults a program that sends as fast as it can gets 20 messages through at once, then 5 each second for 12 s', async () => {
  const world = await openFlooded();
  await world.hub.plugins.reload(floodControl());
  const ann = await world.native('ann', 'lobby');
  says(ann, 1, 500);
  await world.pass(60_000);
  await ann.over;
  const times = world.published.map(([at]) => at);
  expect(times).toEqual([...Array(20).fill(0), ...Array.from({ length: 59 }, (_, index) => (index + 1) * 200)]);
  expect(world.deeds.at(-1)).toMatchObject({ did: 'closed', at: 11_800 });
});
