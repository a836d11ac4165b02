import { describe, expect, test } from 'vitest';
import { openRoom, welcomeOf } from './support/house.js';

const room = 'dev';
const say = { type: 'say', room, text: 'hi' };

describe('a kick', () => {
  test('takes somebody out, and the room is told by whom and why', async () => {
    const { ann, bob, cat } = await openRoom();
    await ann.ok({ type: 'room.kick', room, nick: 'bob', reason: 'spamming' });
    const told = { act: 'kick', by: { nick: 'ann' }, who: { nick: 'bob' }, reason: 'spamming' };
    for (const peer of [bob, cat]) expect(await peer.next('moderated')).toMatchObject(told);
    for (const peer of [bob, cat]) {
      expect(await peer.next('left')).toMatchObject({ user: { nick: 'bob' }, reason: 'kicked by ann: spamming' });
    }
    expect(await bob.refused(say)).toBe('CHAT_NOT_IN_ROOM');
  });

  test('does not keep them from coming back', async () => {
    const { ann, bob } = await openRoom();
    await ann.ok({ type: 'room.kick', room, nick: 'bob' });
    await bob.ok({ type: 'join', room });
  });

  test.each(['dan', 'nobody'])('of somebody who is not there is refused: %s', async (nick) => {
    const { ann, comes } = await openRoom();
    await comes('dan');
    expect(await ann.refused({ type: 'room.kick', room, nick })).toBe('MODERATION_NOT_HERE');
  });
});

describe('a mute', () => {
  test('keeps somebody from speaking, and says until when and why', async () => {
    const { world, ann, bob } = await openRoom();
    await ann.ok({ type: 'room.mute', room, nick: 'bob', seconds: 60, reason: 'noise' });
    expect(await bob.ask(say)).toMatchObject({
      code: 'MODERATION_MUTED',
      text: 'You are muted in #dev for 1m: noise',
      details: { room, until: world.clock.now() + 60_000, reason: 'noise' },
    });
  });

  test('is only in that room', async () => {
    const { ann, bob } = await openRoom();
    await bob.ok({ type: 'join', room: 'other' });
    await ann.ok({ type: 'room.mute', room, nick: 'bob' });
    await bob.ok({ ...say, room: 'other' });
  });

  test('runs out', async () => {
    const { world, ann, bob } = await openRoom();
    await ann.ok({ type: 'room.mute', room, nick: 'bob', seconds: 60 });
    await world.pass(59_999);
    expect(await bob.refused(say)).toBe('MODERATION_MUTED');
    await world.pass(1);
    await bob.ok(say);
  });

  test('is lifted', async () => {
    const { ann, bob } = await openRoom();
    await ann.ok({ type: 'room.mute', room, nick: 'bob' });
    await ann.ok({ type: 'room.unmute', room, nick: 'bob' });
    await bob.ok(say);
  });

  test('that an owner has set is not lifted by a moderator', async () => {
    const { ann, mia } = await openRoom();
    await ann.ok({ type: 'room.mute', room, nick: 'bob' });
    expect(await mia.refused({ type: 'room.unmute', room, nick: 'bob' })).toBe('MODERATION_RANK');
    expect(await mia.refused({ type: 'room.mute', room, nick: 'bob', seconds: 1 })).toBe('MODERATION_RANK');
  });
});

describe('a ban', () => {
  test('takes somebody out at once and keeps them out, and says until when and why', async () => {
    const { world, ann, bob, cat } = await openRoom();
    await ann.ok({ type: 'room.ban', room, nick: 'bob', seconds: 7_200, reason: 'spamming' });
    expect(await cat.next('moderated')).toMatchObject({ line: 'ann banned bob for 2h: spamming' });
    expect(await cat.next('left')).toMatchObject({ reason: 'banned by ann: spamming' });
    expect(await bob.ask({ type: 'join', room })).toMatchObject({
      code: 'MODERATION_BANNED',
      text: 'You are banned from #dev for 2h: spamming',
      details: { room, until: world.clock.now() + 7_200_000, reason: 'spamming' },
    });
  });

  test('runs out', async () => {
    const { world, ann, bob } = await openRoom();
    await ann.ok({ type: 'room.ban', room, nick: 'bob', seconds: 60 });
    await world.pass(59_999);
    expect(await bob.refused({ type: 'join', room })).toBe('MODERATION_BANNED');
    await world.pass(1);
    await bob.ok({ type: 'join', room });
  });

  test.each([
    ['nick', { nick: 'bob' }],
    ['look-alike nick', { nick: 'ＢＯＢ' }],
  ])('is lifted by %s', async (_, named) => {
    const { ann, bob } = await openRoom();
    await ann.ok({ type: 'room.ban', room, nick: 'bob' });
    expect(await ann.ok({ type: 'room.unban', room, ...named })).toMatchObject({ lifted: 1 });
    await bob.ok({ type: 'join', room });
  });

  test('is lifted by its number', async () => {
    const { ann, bob } = await openRoom();
    const { id } = await ann.ok({ type: 'room.ban', room, nick: 'bob' });
    await ann.ok({ type: 'room.unban', room, id });
    await bob.ok({ type: 'join', room });
  });

  test('by user and by session is of the same user', async () => {
    const { op, bob, cat, ann } = await openRoom();
    await ann.ok({ type: 'room.ban', room, user: welcomeOf(bob).user.id });
    await op.ok({ type: 'room.ban', room, session: welcomeOf(cat).session });
    expect(await bob.refused({ type: 'join', room })).toBe('MODERATION_BANNED');
    expect(await cat.refused({ type: 'join', room })).toBe('MODERATION_BANNED');
  });

  test('of a session that is not there is refused', async () => {
    const { ann } = await openRoom();
    expect(await ann.refused({ type: 'room.ban', room, session: 'none' })).toBe('CHAT_USER_UNKNOWN');
  });

  test('of somebody who is not there holds when they come', async () => {
    const { ann, comes } = await openRoom();
    await ann.ok({ type: 'room.ban', room, nick: 'dan' });
    const dan = await comes('Dan');
    expect(await dan.refused({ type: 'join', room })).toBe('MODERATION_NICK');
  });

  test('about the same takes the place of the earlier one', async () => {
    const { world, ann, bob } = await openRoom();
    await ann.ok({ type: 'room.ban', room, nick: 'bob' });
    await ann.ok({ type: 'room.ban', room, nick: 'bob', seconds: 1 });
    expect((await ann.ok({ type: 'room.bans', room })).bans).toHaveLength(1);
    await world.pass(1_000);
    await bob.ok({ type: 'join', room });
  });

  test('of a network is lifted', async () => {
    const { op, comes } = await openRoom();
    await op.ok({ type: 'room.ban', room, address: '192.0.2.0/24' });
    await op.ok({ type: 'room.unban', room, address: '192.0.2.7/24' });
    await comes('dan', { address: '192.0.2.7', rooms: [room] });
  });

  test('by a moderator is not of moderators, whoever has the nick', async () => {
    const { ann, mia, comes } = await openRoom();
    await ann.ok({ type: 'room.role', room, user: 'dan@example.org', role: 'moderator' });
    await mia.ok({ type: 'room.ban', room, nick: 'dan' });
    await comes('dan', { account: 'dan@example.org', rooms: [room] });
  });

  test('that is not there cannot be lifted', async () => {
    const { ann } = await openRoom();
    expect(await ann.refused({ type: 'room.unban', room, nick: 'bob' })).toBe('MODERATION_UNKNOWN');
  });
});

describe('the list of bans', () => {
  test('says who, how long yet, by whom and why', async () => {
    const { world, ann, mia } = await openRoom();
    await ann.ok({ type: 'room.ban', room, nick: 'bob', seconds: 60, reason: 'spamming' });
    await world.pass(10_000);
    const { bans } = await mia.ok({ type: 'room.bans', room });
    expect(bans).toMatchObject([{ nick: 'bob', leftMs: 50_000, by: { nick: 'ann' }, reason: 'spamming' }]);
  });

  test('leaves out what is over', async () => {
    const { world, ann } = await openRoom();
    await ann.ok({ type: 'room.ban', room, nick: 'bob', seconds: 60 });
    await world.pass(60_000);
    expect(await ann.ok({ type: 'room.bans', room })).toMatchObject({ bans: [], more: false });
  });

  test('comes in parts', async () => {
    const { ann } = await openRoom();
    for (const nick of ['a', 'b', 'c']) await ann.ok({ type: 'room.ban', room, nick });
    const first = await ann.ok({ type: 'room.bans', room, limit: 2 });
    const second = await ann.ok({ type: 'room.bans', room, limit: 2, after: (first.bans as { id: string }[])[1]?.id });
    expect([first, second]).toMatchObject([
      { bans: [{ nick: 'a' }, { nick: 'b' }], more: true },
      { bans: [{ nick: 'c' }], more: false },
    ]);
  });

  test('is bounded, and what is over makes room', async () => {
    const { world, ann } = await openRoom();
    await ann.ok({ type: 'room.ban', room, nick: 'short', seconds: 60 });
    for (let count = 1; count < 500; count++) await ann.ok({ type: 'room.ban', room, nick: `n${count}` });
    const more = { type: 'room.ban', room, nick: 'more' };
    expect(await ann.ask(more)).toMatchObject({ code: 'MODERATION_FULL', details: { most: 500 } });
    await world.pass(60_000);
    await ann.ok(more);
  });
});

describe('a command that makes no sense is a bad command', () => {
  test.each<[string, object]>([
    ['nobody named', {}],
    ['two named', { nick: 'bob', user: 'x' }],
    ['a time of nothing', { nick: 'bob', seconds: 0 }],
    ['a time that is no number', { nick: 'bob', seconds: '2h' }],
    ['a time of a century', { nick: 'bob', seconds: 3_153_600_000 }],
    ['a reason that is too long', { nick: 'bob', reason: 'x'.repeat(201) }],
    ['an address that is none', { address: '300.1.1.1' }],
    ['a range that is none', { address: '192.0.2.0/33' }],
    ['a room that is no text', { room: 7, nick: 'bob' }],
  ])('%s', async (_, fields) => {
    const { op, acts } = await openRoom();
    const before = acts.length;
    expect(await op.refused({ type: 'room.ban', room, ...fields })).toBe('CHAT_BAD_COMMAND');
    expect(acts).toHaveLength(before);
  });

  test('a reason with control characters is refused as a text', async () => {
    const { ann } = await openRoom();
    expect(await ann.refused({ type: 'room.ban', room, nick: 'bob', reason: 'a\u001bb' })).toBe('CHAT_TEXT_INVALID');
  });
});
