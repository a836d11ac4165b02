import { describe, expect, test } from 'vitest';
import { openRoom } from './support/house.js';

const names = ['op', 'ann', 'mia', 'bob'] as const;
type Name = (typeof names)[number];

/** Each act, whom it is done to where it is somebody, and who may do it. */
const acts: readonly (readonly [
  command: Readonly<Record<string, unknown>> & { readonly type: string },
  may: readonly Name[],
])[] = [
  [{ type: 'room.topic', topic: 'Tea' }, ['op', 'ann', 'mia']],
  [{ type: 'room.kick', nick: 'cat' }, ['op', 'ann', 'mia']],
  [{ type: 'room.mute', nick: 'cat' }, ['op', 'ann', 'mia']],
  [{ type: 'room.ban', nick: 'cat' }, ['op', 'ann', 'mia']],
  [{ type: 'room.bans' }, ['op', 'ann', 'mia']],
  [{ type: 'room.mutes' }, ['op', 'ann', 'mia']],
  [{ type: 'room.slow', seconds: 10 }, ['op', 'ann', 'mia']],
  [{ type: 'room.lock', access: 'invite' }, ['op', 'ann', 'mia']],
  [{ type: 'room.invite', nick: 'cat' }, ['op', 'ann', 'mia']],
  [{ type: 'room.role', nick: 'cat', role: 'moderator' }, ['op', 'ann']],
  [{ type: 'room.role', nick: 'cat', role: 'owner' }, ['op', 'ann']],
  [{ type: 'moderation.audit' }, ['op', 'ann', 'mia']],
  [{ type: 'room.ban', address: '192.0.2.0/24' }, ['op']],
  [{ type: 'room.info' }, ['op', 'ann', 'mia', 'bob']],
];

describe.each(acts)('$type %o', (command, may) => {
  test.each(names)('by %s', async (name) => {
    const { people } = await openRoom();
    const reply = await people[name].ask({ room: 'dev', ...command });
    expect(reply.code).toBe(may.includes(name) ? undefined : 'MODERATION_FORBIDDEN');
  });
});

describe('nobody acts on somebody of the same or a higher role', () => {
  const above: readonly (readonly [by: Name, to: string])[] = [
    ['mia', 'ann'],
    ['mia', 'mia'],
    ['mia', 'op'],
    ['ann', 'ann'],
    ['ann', 'op'],
    ['op', 'op'],
  ];
  const commands = ['room.kick', 'room.mute', 'room.ban'];
  test.each(commands.flatMap((type) => above.map(([by, to]) => [type, by, to] as const)))(
    '%s by %s on %s',
    async (type, by, to) => {
      const { people, op, acts: done } = await openRoom();
      await op.ok({ type: 'join', room: 'dev' });
      const before = done.length;
      expect(await people[by].refused({ type, room: 'dev', nick: to })).toBe('MODERATION_RANK');
      expect(done).toHaveLength(before);
    },
  );

  test('but an owner does on a moderator', async () => {
    const { ann, mia } = await openRoom();
    await ann.ok({ type: 'room.mute', room: 'dev', nick: 'mia' });
    expect(await mia.refused({ type: 'say', room: 'dev', text: 'hi' })).toBe('MODERATION_MUTED');
    expect(await mia.refused({ type: 'room.unmute', room: 'dev', nick: 'mia' })).toBe('MODERATION_FORBIDDEN');
  });
});
