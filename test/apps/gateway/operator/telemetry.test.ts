import { describe, expect, test } from 'vitest';
import { createAuditLog } from '../../../../apps/gateway/operator/audit-log.js';
import { createTelemetry } from '../../../../apps/gateway/operator/telemetry.js';
import { openWorld } from '../../../support/world.js';

/** A hub that is watched, and whose time stands still. */
async function watched() {
  let started = false;
  const late = { ms: 0 };
  const lag = {
    start: () => {
      started = true;
    },
    longestMs: () => late.ms,
    stop: () => {
      started = false;
    },
  };
  const watching = createTelemetry({ lag, memoryBytes: () => 7, audit: createAuditLog() });
  const world = await openWorld({ plugins: [watching] });
  const { current: sight } = watching;
  if (sight === undefined) throw new Error('Nothing is seen.');
  return { world, sight, isMeasured: () => started, late };
}

describe('the vitals', () => {
  test('are taken once in a second, and 120 of them are kept', async () => {
    const { world, sight, late } = await watched();
    const ann = await world.native('ann', 'lobby');
    await world.native('bob', 'lobby');
    await world.pass(1_000);
    const { last } = sight.vitals;
    await ann.ok({ type: 'say', room: 'lobby', text: 'one' });
    await ann.ok({ type: 'say', room: 'lobby', text: 'two' });
    late.ms = 12.5;
    await world.pass(1_000);
    expect(sight.vitals.after(last)).toEqual([
      {
        n: last + 1,
        at: world.clock.now(),
        sessions: 2,
        rooms: 1,
        messages: 2,
        deliveries: 4,
        queueBytes: 0,
        loopLagMs: 12.5,
        memoryBytes: 7,
      },
    ]);
    for (let second = 0; second < 130; second++) await world.clock.advance(1_000);
    expect(sight.vitals.after(0)).toHaveLength(120);
  });

  test('begin anew with each second', async () => {
    const { world, sight } = await watched();
    const ann = await world.native('ann', 'lobby');
    await ann.ok({ type: 'say', room: 'lobby', text: 'one' });
    await world.pass(1_000);
    await world.pass(1_000);
    expect(sight.vitals.after(0).at(-1)).toMatchObject({ messages: 0, deliveries: 0 });
  });

  test('stop being taken with the hub', async () => {
    const { world, isMeasured } = await watched();
    expect(isMeasured()).toBe(true);
    await world.hub.stop();
    expect(isMeasured()).toBe(false);
  });
});

describe('the census', () => {
  test('counts rooms with somebody in them, and no conversations', async () => {
    const { world, sight } = await watched();
    const [ann, bob] = [await world.native('ann', 'lobby', 'attic'), await world.native('bob', 'lobby')];
    await ann.ok({ type: 'tell', to: 'bob', text: 'psst' });
    expect(sight.sessionStats.rooms()).toBe(2);
    await ann.ok({ type: 'leave', room: 'lobby' });
    expect(sight.sessionStats.rooms()).toBe(2);
    ann.wire.close();
    bob.wire.close();
    await world.settle();
    expect(sight.sessionStats.rooms()).toBe(0);
  });

  test('follows sessions from their opening to their end', async () => {
    const { world, sight } = await watched();
    const stranger = world.stranger();
    await world.settle();
    expect(sight.sessionStats.sessions.size).toBe(1);
    stranger.wire.close();
    await world.settle();
    expect(sight.sessionStats.sessions.size).toBe(0);
  });

  test('does not count a session that comes back twice', async () => {
    const { world, sight } = await watched();
    const token = 'a-token-of-at-least-22-characters';
    const first = world.stranger();
    await first.ok({ type: 'hello', nick: 'ann', resume: token });
    first.wire.abort();
    await world.settle();
    expect(sight.sessionStats.sessions.size).toBe(1);
    await world.stranger().ok({ type: 'hello', nick: 'ann', resume: token });
    expect(sight.sessionStats.sessions.size).toBe(1);
  });

  test('knows how much is said in a room, for ten seconds', async () => {
    const { world, sight } = await watched();
    const ann = await world.native('ann', 'lobby');
    for (let n = 0; n < 3; n++) await ann.ok({ type: 'say', room: 'lobby', text: 'x' });
    expect(sight.sessionStats.rateIn('lobby')).toBe(0.3);
    await world.pass(10_000);
    expect(sight.sessionStats.rateIn('lobby')).toBe(0);
  });
});

test('the tap has the newest thousand messages', async () => {
  const { world, sight } = await watched();
  for (let n = 1; n <= 1_003; n++) await world.hub.chat.say({ room: 'lobby', text: String(n) });
  expect([sight.tap.first, sight.tap.last]).toEqual([4, 1_003]);
  expect(sight.tap.after(0).map(({ text }) => text)).toEqual(Array.from({ length: 1_000 }, (_, n) => String(n + 4)));
});

test('nobody can be called as the operator acts', async () => {
  const { world } = await watched();
  expect(await world.stranger().refused({ type: 'hello', nick: 'Operator' })).toBe('CHAT_NICK_TAKEN');
});
