import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openHouse } from './support/house.js';

const room = 'dev';
const names = ['ann', 'bob', 'cat', 'dan', 'op'] as const;
type Name = (typeof names)[number];

/** Acts that are done to somebody, then those that are done to the room. */
const personal = [
  'room.kick',
  'room.mute',
  'room.unmute',
  'room.ban',
  'room.unban',
  'room.invite',
  'room.uninvite',
] as const;
const common = ['room.topic', 'room.slow', 'room.lock'] as const;

const someone = fc.constantFrom(...names);
const command = fc.oneof(
  { weight: 6, arbitrary: fc.record({ type: fc.constantFrom(...personal), by: someone, nick: someone }) },
  { weight: 2, arbitrary: fc.record({ type: fc.constantFrom(...common), by: someone }) },
  {
    weight: 3,
    arbitrary: fc.record({
      type: fc.constant('room.role' as const),
      by: someone,
      nick: someone,
      role: fc.constantFrom('owner', 'moderator', 'member'),
    }),
  },
  { weight: 2, arbitrary: fc.record({ type: fc.constantFrom('join' as const, 'leave' as const), by: someone }) },
);

/** What the test believes of the room, worked out from what succeeded. */
interface Belief {
  owner: Name;
  readonly moderators: Set<Name>;
  /** How high whoever banned or muted them stood; they stand lower. */
  readonly banned: Map<string, number>;
  readonly muted: Map<string, number>;
}

function rankOf({ owner, moderators, banned, muted }: Belief, name: Name): number {
  if (name === 'op') return 3;
  const rank = owner === name ? 2 : moderators.has(name) ? 1 : 0;
  const weight = Math.max(banned.get(name) ?? 0, muted.get(name) ?? 0);
  return weight > rank ? 0 : rank;
}

/** Standing without what is against somebody: what protects them. */
function standingOf({ owner, moderators }: Belief, name: Name): number {
  if (name === 'op') return 3;
  return owner === name ? 2 : moderators.has(name) ? 1 : 0;
}

test('nothing is done by anybody who may not, and all that is done is in the log', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(command, { minLength: 1, maxLength: 40 }), async (commands) => {
      const { comes, acts, world } = await openHouse();
      const belief: Belief = { owner: 'ann', moderators: new Set(), banned: new Map(), muted: new Map() };
      const peers = new Map<Name, Awaited<ReturnType<typeof comes>>>();
      // Somebody who stays, so that the room never begins anew.
      for (const name of names) peers.set(name, await comes(name, { rooms: name === 'op' ? [] : [room] }));
      await comes('fly', { rooms: [room] });
      let logged = 0;

      for (const { by, ...fields } of commands) {
        const before = { by: rankOf(belief, by), target: 'nick' in fields ? standingOf(belief, fields.nick) : -1 };
        const reply = await peers.get(by)?.ask({ room, topic: 'Tea', seconds: 1_000, access: 'invite', ...fields });
        await world.settle();
        const isDone = reply?.code === undefined;
        if (fields.type === 'join' || fields.type === 'leave') {
          if (fields.type === 'join' && isDone) expect(belief.banned.get(by) ?? 0).toBeLessThanOrEqual(before.by);
          continue;
        }
        expect(acts.length - logged).toBe(isDone ? 1 : 0);
        logged = acts.length;
        if (!isDone) continue;
        expect(acts.at(-1)).toMatchObject({ by: { nick: by }, act: fields.type.slice('room.'.length), room });
        check(fields, by, before);
        learn(fields, before.by);
      }
      const { entries } = (await peers.get('op')?.ok({ type: 'moderation.audit', room, limit: 100 })) ?? {};
      expect(entries).toHaveLength(acts.length);
      for (const peer of peers.values()) peer.wire.close();
      await world.settle();

      function check(
        fields: { type: string; nick?: Name; role?: string },
        who: Name,
        rank: { by: number; target: number },
      ) {
        const { type, nick, role } = fields;
        if (type === 'room.role') {
          const stepsDown = nick === who && role === 'member' && rank.by === 1;
          expect(rank.by >= 2 || stepsDown).toBe(true);
          expect(nick === belief.owner).toBe(false);
          if (nick !== who) expect(rank.target).toBeLessThan(rank.by);
          return;
        }
        expect(rank.by).toBeGreaterThanOrEqual(1);
        if (['room.kick', 'room.mute', 'room.ban'].includes(type)) expect(rank.target).toBeLessThan(rank.by);
        if (type === 'room.ban') expect(nick).not.toBe(belief.owner);
        const against = { 'room.unban': belief.banned, 'room.unmute': belief.muted }[type];
        if (against !== undefined && nick !== undefined) {
          expect(against.has(nick)).toBe(true);
          expect(against.get(nick)).toBeLessThanOrEqual(rank.by);
        }
      }

      function learn({ type, nick, role }: { type: string; nick?: Name; role?: string }, rank: number) {
        if (nick === undefined) return;
        if (type === 'room.ban') {
          belief.banned.set(nick, rank);
          belief.moderators.delete(nick);
        }
        if (type === 'room.mute') belief.muted.set(nick, rank);
        if (type === 'room.unban') belief.banned.delete(nick);
        if (type === 'room.unmute') belief.muted.delete(nick);
        if (role === 'owner') {
          belief.moderators.add(belief.owner);
          belief.owner = nick;
        }
        if (role === 'moderator') belief.moderators.add(nick);
        if (role === 'member') belief.moderators.delete(nick);
      }
    }),
    { numRuns: 60 },
  );
});
