import { describe, expect, test } from 'vitest';
import { Refusal } from '../../../core/index.js';
import { isByOperator, type Moderation, moderation } from '../../../plugins/moderation/index.js';
import { openWorld } from '../../support/world.js';

/** A hub with Bob and Cat in a room of Bob's, and its moderation. */
async function open(): Promise<{ world: Awaited<ReturnType<typeof openWorld>>; desk: Moderation }> {
  const desk = moderation({ operators: ({ user }) => user?.nick === 'op' });
  const world = await openWorld({ plugins: [desk] });
  return { world, desk };
}

describe('an operator who is not in the chat', () => {
  test('does what the commands do, and everybody there is told by whom', async () => {
    const { world, desk } = await open();
    const [bob, cat] = [await world.native('bob', 'dev'), await world.native('cat', 'dev')];
    const acts: boolean[] = [];
    world.hub.on('audit', (entry) => void acts.push(isByOperator(entry)));
    // Bob owns the room: an operator stands above them.
    const verdict = await desk.act('mute', { room: 'dev', nick: 'bob', seconds: 60 });
    expect(verdict).toMatchObject({ room: 'dev', line: 'operator muted bob for 1m' });
    expect(await cat.next('moderated')).toMatchObject({ by: { nick: 'operator' }, act: 'mute' });
    expect(await bob.refused({ type: 'say', room: 'dev', text: 'x' })).toBe('MODERATION_MUTED');
    expect(await bob.refused({ type: 'room.unmute', room: 'dev', nick: 'bob' })).toBe('MODERATION_FORBIDDEN');
    await desk.act('unmute', { room: 'dev', nick: 'bob' });
    await bob.ok({ type: 'say', room: 'dev', text: 'x' });
    await bob.ok({ type: 'room.topic', room: 'dev', topic: 'Tea' });
    expect(acts).toEqual([true, true, false]);
  });

  test('does it everywhere', async () => {
    const { world, desk } = await open();
    const bob = await world.native('bob', 'dev');
    await desk.act('kick', { room: '*', nick: 'bob' });
    expect(await bob.next('bye')).toMatchObject({ code: 'MODERATION_KICKED' });
  });

  test('does nothing to those who are operators in the chat', async () => {
    const { world, desk } = await open();
    await world.native('op', 'dev');
    expect(await desk.act('kick', { room: 'dev', nick: 'op' })).toMatchObject({ code: 'MODERATION_RANK' });
  });

  test('is told what makes no sense as everybody is', async () => {
    const { desk } = await open();
    await expect(desk.act('ban', { room: 'dev' })).rejects.toMatchObject({ code: 'CHAT_BAD_COMMAND' });
    await expect(desk.act('ban', { room: 'a b', nick: 'x' })).rejects.toMatchObject({ code: 'CHAT_NAME_INVALID' });
    expect(await desk.act('unban', { room: 'dev', nick: 'bob' })).toBeInstanceOf(Refusal);
    expect(await desk.act('sing' as 'ban', { room: 'dev' })).toMatchObject({ code: 'CHAT_BAD_COMMAND' });
  });

  test('is told so where there is no hub', async () => {
    const desk = moderation();
    await expect(desk.act('kick', { room: 'dev', nick: 'x' })).rejects.toMatchObject({ code: 'CHAT_PLUGIN_FAILED' });
    await expect(desk.room('dev')).rejects.toMatchObject({ code: 'CHAT_PLUGIN_FAILED' });
  });
});

test('how a room is run can be read', async () => {
  const { world, desk } = await open();
  const bob = await world.native('bob', 'dev');
  await bob.ok({ type: 'room.topic', room: 'dev', topic: 'Tea' });
  await bob.ok({ type: 'room.lock', room: 'dev', access: 'invite' });
  expect(await desk.room('dev')).toEqual({ topic: 'Tea', slow: 0, access: 'invite', owner: 'bob', public: false });
  expect(await desk.room('lobby')).toEqual({ slow: 0, access: 'open', public: true });
});
