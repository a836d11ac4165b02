import { describe, expect, test } from 'vitest';
import { openRoom, tokenOf } from './support/house.js';

const room = 'dev';
const join = { type: 'join', room };
const withPassword = { type: 'room.lock', room, access: 'password', password: 'open sesame' };

describe('a room by invitation', () => {
  test('lets in nobody else, and those who are there stay', async () => {
    const { ann, bob, cat, comes } = await openRoom();
    await ann.ok({ type: 'room.lock', room, access: 'invite' });
    expect(await bob.next('moderated')).toMatchObject({
      act: 'lock',
      value: 'invite',
      line: 'ann made the room invite-only',
    });
    await bob.ok({ type: 'say', room, text: 'still here' });
    const dan = await comes('dan');
    expect(await dan.refused(join)).toBe('ROOM_INVITE_ONLY');
    await ann.ok({ type: 'room.invite', room, nick: 'dan' });
    expect(await dan.next('invited')).toMatchObject({ room, by: { nick: 'ann' }, line: 'ann invites you: /join dev' });
    await dan.ok(join);
    expect(await cat.next('joined')).toMatchObject({ user: { nick: 'dan' } });
  });

  test.each(['ann', 'mia', 'op'] as const)('lets %s in uninvited', async (name) => {
    const { people, ann } = await openRoom();
    await ann.ok({ type: 'room.lock', room, access: 'invite' });
    if (name !== 'op') await people[name].ok({ type: 'leave', room });
    await people[name].ok(join);
  });

  test('lets in a guest under another nick, once invited, again and again', async () => {
    const { world, ann, comes } = await openRoom();
    const dan = await comes('dan', { resume: true });
    await ann.ok({ type: 'room.lock', room, access: 'invite' });
    await ann.ok({ type: 'room.invite', room, nick: 'dan' });
    const token = tokenOf(dan);
    await dan.ok(join);
    await dan.ok({ type: 'quit' });
    await world.settle();
    await comes('elf', { resume: token, rooms: [room] });
  });

  test('lets nobody in whose invitation has run out', async () => {
    const { world, ann, comes } = await openRoom();
    const dan = await comes('dan');
    await ann.ok({ type: 'room.lock', room, access: 'invite' });
    await ann.ok({ type: 'room.invite', room, nick: 'dan', seconds: 60 });
    await world.pass(59_999);
    await dan.ok(join);
    await dan.ok({ type: 'leave', room });
    await world.pass(1);
    expect(await dan.refused(join)).toBe('ROOM_INVITE_ONLY');
  });

  test('lets nobody in whose invitation was taken back', async () => {
    const { ann, comes } = await openRoom();
    const dan = await comes('dan');
    await ann.ok({ type: 'room.lock', room, access: 'invite' });
    await ann.ok({ type: 'room.invite', room, nick: 'dan' });
    await ann.ok({ type: 'room.uninvite', room, nick: 'dan' });
    expect(await dan.refused(join)).toBe('ROOM_INVITE_ONLY');
    expect(await ann.refused({ type: 'room.uninvite', room, nick: 'dan' })).toBe('MODERATION_UNKNOWN');
  });

  test('invites nobody who is not there', async () => {
    const { ann } = await openRoom();
    expect(await ann.refused({ type: 'room.invite', room, nick: 'nobody' })).toBe('MODERATION_NOT_HERE');
  });

  test('lets in no one who is banned, invited or not', async () => {
    const { ann, bob } = await openRoom();
    await ann.ok({ type: 'room.ban', room, nick: 'bob' });
    await ann.ok({ type: 'room.invite', room, nick: 'bob' });
    expect(await bob.refused(join)).toBe('MODERATION_BANNED');
  });

  test('is to outsiders like a room that does not exist', async () => {
    const { ann, comes } = await openRoom();
    await ann.ok({ type: 'room.topic', room, topic: 'secrets' });
    await ann.ok({ type: 'room.lock', room, access: 'invite' });
    const dan = await comes('dan');
    const nowhere = await dan.ok({ type: 'room.info', room: 'nowhere' });
    expect(await dan.ok({ type: 'room.info', room })).toEqual({ ...nowhere, room });
    expect(await dan.ok({ type: 'room.topic', room })).toEqual({ room, topic: '' });
    await ann.ok({ type: 'room.invite', room, nick: 'dan' });
    expect(await dan.ok({ type: 'room.info', room })).toMatchObject({ topic: 'secrets' });
  });
});

describe('a room with a password', () => {
  test('lets in who knows it', async () => {
    const { ann, comes } = await openRoom();
    await ann.ok(withPassword);
    const dan = await comes('dan');
    expect(await dan.refused(join)).toBe('ROOM_PASSWORD');
    expect(await dan.refused({ ...join, password: 'open sesam' })).toBe('ROOM_PASSWORD');
    await dan.ok({ ...join, password: 'open sesame' });
  });

  test('keeps no password that could be read', async () => {
    const { world, ann, bob, acts } = await openRoom();
    const kept: unknown[] = [];
    await world.hub.plugins.load({
      name: 'spy',
      setup: (host) => host.on('commandRun', (info) => void kept.push(info)),
    });
    await ann.ok(withPassword);
    await world.settle();
    expect(JSON.stringify([kept, acts, bob.heard])).not.toContain('sesame');
    expect(acts.at(-1)).toMatchObject({ act: 'lock', value: 'password' });
  });

  test('lets in who was invited, without it', async () => {
    const { ann, comes } = await openRoom();
    await ann.ok(withPassword);
    const dan = await comes('dan');
    await ann.ok({ type: 'room.invite', room, nick: 'dan' });
    await dan.ok(join);
  });

  test('has only the last one', async () => {
    const { ann, comes } = await openRoom();
    await ann.ok(withPassword);
    await ann.ok({ ...withPassword, password: 'other' });
    const dan = await comes('dan');
    expect(await dan.refused({ ...join, password: 'open sesame' })).toBe('ROOM_PASSWORD');
    await dan.ok({ ...join, password: 'other' });
  });

  test('is open again when it says so', async () => {
    const { ann, comes } = await openRoom();
    await ann.ok(withPassword);
    await ann.ok({ type: 'room.lock', room, access: 'open' });
    await comes('dan', { rooms: [room] });
  });

  test('may be tried five times by a session, until ten minutes have passed', async () => {
    const { world, ann, comes } = await openRoom();
    await ann.ok(withPassword);
    const dan = await comes('dan');
    for (let time = 0; time < 5; time++) expect(await dan.refused({ ...join, password: 'x' })).toBe('ROOM_PASSWORD');
    const right = { ...join, password: 'open sesame' };
    expect(await dan.ask(right)).toMatchObject({ code: 'ROOM_PASSWORD_TRIES', details: { retryMs: 600_000 } });
    await world.pass(600_000);
    await dan.ok(right);
  });

  test('does not count the right one as a try', async () => {
    const { ann, comes } = await openRoom();
    await ann.ok(withPassword);
    const dan = await comes('dan');
    for (let time = 0; time < 6; time++) {
      await dan.ok({ ...join, password: 'open sesame' });
      await dan.ok({ type: 'leave', room });
    }
  });

  test('is not looked at for more than a few at once', async () => {
    const { ann, comes } = await openRoom();
    await ann.ok(withPassword);
    const many = await Promise.all(Array.from({ length: 12 }, (_, index) => comes(`x${index}`)));
    const codes = await Promise.all(many.map((peer) => peer.refused({ ...join, password: 'x' })));
    expect(codes.filter((code) => code === 'ROOM_PASSWORD_BUSY')).toHaveLength(2);
    expect(codes.filter((code) => code === 'ROOM_PASSWORD')).toHaveLength(10);
  });

  test.each([
    ['no password', { password: undefined }],
    ['an empty one', { password: ' ' }],
    ['one that is too long', { password: 'x'.repeat(201) }],
    ['no such lock', { access: 'bolt' }],
  ])('is not made with %s', async (_, fields) => {
    const { ann } = await openRoom();
    expect(await ann.refused({ ...withPassword, ...fields })).toBe('CHAT_BAD_COMMAND');
  });
});
