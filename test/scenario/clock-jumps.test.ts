import { describe, expect, test } from 'vitest';
import { MemoryStore } from '../../core/index.js';
import { floodControl } from '../../plugins/flood-control/index.js';
import { history } from '../../plugins/history/index.js';
import { openHouse, openRoom, restarted, tokenOf } from '../plugins/moderation/support/house.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const room = 'dev';
const say = { type: 'say', room, text: 'hi' } as const;

/** Draws jumps of ±1 h and ±40 d, the same ones for a seed. */
function jumpsOf(seed: number): () => number {
  let state = seed;
  const all = [HOUR, -HOUR, 40 * DAY, -40 * DAY];
  return () => {
    // Numerical Recipes' linear congruential generator.
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return all[state >>> 30] ?? HOUR;
  };
}

/** Plays every timed sanction and window, and gives what each step was answered. The wall clock jumps before each step. */
async function played(jump: () => number): Promise<readonly string[]> {
  const house = await openRoom(
    {},
    { plugins: [floodControl({ session: { commands: { burst: 100, perSecond: 1 } } })] },
  );
  const { world, ann, bob, cat, comes } = house;
  const answers: string[] = [];
  const step = async (peer: typeof ann, command: { readonly type: string; readonly [field: string]: unknown }) => {
    world.clock.shift(jump());
    const { type, code, details } = await peer.ask(command);
    const { retryMs } = (details ?? {}) as { retryMs?: number };
    answers.push(`${command.type}: ${String(type)} ${String(code ?? '')} ${retryMs ?? ''}`);
  };
  const pass = async (ms: number) => {
    await world.pass(ms / 2);
    world.clock.shift(jump());
    await world.pass(ms / 2);
  };

  await step(ann, { type: 'room.mute', room, nick: 'bob', seconds: 60 });
  await step(bob, say);
  await pass(58_000);
  await step(bob, say);
  await pass(4_000);
  await step(bob, say);

  await step(ann, { type: 'room.slow', room, seconds: 10 });
  await step(cat, say);
  await step(cat, say);
  await pass(10_000);
  await step(cat, say);
  await step(ann, { type: 'room.slow', room, seconds: 0 });

  await step(ann, { type: 'room.ban', room, nick: 'cat', seconds: 3_600 });
  await step(cat, { type: 'join', room });
  await pass(3_590_000);
  await step(cat, { type: 'join', room });
  await pass(12_000);
  await step(cat, { type: 'join', room });

  const dan = await comes('dan');
  await step(ann, { type: 'room.lock', room, access: 'invite' });
  await step(ann, { type: 'room.invite', room, nick: 'dan', seconds: 60 });
  await pass(50_000);
  await step(dan, { type: 'join', room });
  await step(dan, { type: 'leave', room });
  await pass(12_000);
  await step(dan, { type: 'join', room });

  await step(ann, { type: 'room.lock', room, access: 'newcomers', minutes: 10 });
  const eve = await comes('eve', { rooms: [room] });
  await pass(9 * 60_000);
  await step(eve, say);
  await pass(62_000);
  await step(eve, say);

  await step(ann, { type: 'room.lock', room, access: 'password', password: 'sesame' });
  const foe = await comes('foe');
  for (let tries = 0; tries < 6; tries++) await step(foe, { type: 'join', room, password: `wrong ${tries}` });
  await pass(601_000);
  await step(foe, { type: 'join', room, password: 'sesame' });

  for (let asked = 0; asked < 105; asked++) foe.send({ type: 'ping', ref: `p${asked}` });
  await world.settle();
  answers.push(`held back: ${foe.heard.filter(({ ref }) => String(ref).startsWith('p')).length}`);
  await pass(10_000);
  answers.push(`let through: ${foe.heard.filter(({ ref }) => String(ref).startsWith('p')).length}`);

  const gus = await comes('gus', { resume: true });
  const token = tokenOf(gus);
  gus.wire.abort();
  await pass(100_000);
  const back = world.stranger();
  world.clock.shift(jump());
  answers.push(`resumed: ${String((await back.ok({ type: 'hello', resume: token })).resumed)}`);
  back.wire.abort();
  await pass(121_000);
  const late = world.stranger();
  answers.push(`too late: ${String((await late.ok({ type: 'hello', nick: 'gus', resume: token })).resumed)}`);
  expect(world.failures).toEqual([]);
  return answers;
}

describe('a wall clock that jumps', () => {
  test.each([1, 2, 3, 4, 5, 6])('changes no sanction, window or rate (seed %i)', async (seed) => {
    const quiet = await played(() => 0);
    expect(quiet.filter((answer) => answer.includes('error')).length).toBeGreaterThan(8);
    expect(await played(jumpsOf(seed))).toEqual(quiet);
  });

  test.each([-HOUR, HOUR, -40 * DAY, 40 * DAY])(
    'by %i ms lets no message of a room be older than the one before',
    async (ms) => {
      const { world, ann, bob } = await openRoom();
      const times: unknown[] = [];
      for (const peer of [ann, bob, ann]) {
        await peer.ok(say);
        times.push((await ann.next('message')).at);
        world.clock.shift(ms);
        await world.pass(10);
      }
      expect(times).toEqual([...times].sort((a, b) => Number(a) - Number(b)));
      expect(Number(times[1]) - Number(times[0])).toBe(ms > 0 ? ms + 10 : 0);
    },
  );

  test('set forward, drops no message for its age', async () => {
    const { world, ann } = await openRoom({}, { plugins: [history({ keep: { days: 30 } })] });
    await ann.ok(say);
    world.clock.shift(40 * DAY);
    await world.pass(2 * HOUR);
    expect((await ann.ok({ type: 'history', room })).entries).toHaveLength(1);
  });

  test('set back between two runs, makes no ban longer than it was given', async () => {
    const store = new MemoryStore();
    const first = await openRoom({}, restarted(store));
    first.world.clock.shift(10 * DAY);
    await first.ann.ok({ type: 'room.ban', room, nick: 'cat', seconds: 600 });
    await first.world.hub.stop();
    const second = await openHouse({}, restarted(store));
    const op = await second.comes('op');
    expect(second.world.clock.now()).toBeLessThan(first.world.clock.now() - 9 * DAY);
    const { bans } = await op.ok({ type: 'room.bans', room });
    expect(bans).toMatchObject([{ leftMs: 600_000 }]);
    await second.world.pass(600_000);
    expect((await op.ok({ type: 'room.bans', room })).bans).toEqual([]);
  });
});
