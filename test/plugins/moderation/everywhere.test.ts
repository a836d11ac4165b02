import { describe, expect, test } from 'vitest';
import type { Plugin } from '../../../core/index.js';
import { openHouse, openRoom, tokenOf, welcomeOf } from './support/house.js';

const everywhere = { room: '*' };

describe('a ban everywhere', () => {
  test('sends somebody away at once, and the rooms that they were in are told', async () => {
    const { op, bob, cat } = await openRoom();
    await op.ok({ type: 'room.ban', ...everywhere, nick: 'bob', seconds: 60, reason: 'spamming' });
    // Neither when to come back, nor that the session is kept.
    expect(await bob.next('bye')).toEqual({
      type: 'bye',
      code: 'MODERATION_BANNED',
      text: 'You were banned by op: spamming',
    });
    await bob.over;
    expect(await cat.next('moderated')).toMatchObject({
      room: 'dev',
      everywhere: true,
      line: 'op banned bob everywhere for 1m: spamming',
    });
  });

  test('keeps their account out at the door', async () => {
    const { op, comes, knocks } = await openRoom();
    await comes('dan', { account: 'dan@example.org' });
    await op.ok({ type: 'room.ban', ...everywhere, nick: 'dan' });
    expect(await knocks('elf', { account: 'dan@example.org' })).toMatchObject({ code: 'MODERATION_BANNED' });
  });

  test('keeps out an account that is not there', async () => {
    const { op, knocks } = await openRoom();
    await op.ok({ type: 'room.ban', ...everywhere, user: 'dan@example.org' });
    expect(await knocks('dan', { account: 'dan@example.org' })).toMatchObject({ code: 'MODERATION_BANNED' });
  });

  test('keeps out a guest who is known by a token, whatever their nick', async () => {
    const { world, op, comes } = await openRoom();
    const dan = await comes('dan', { resume: true });
    const token = tokenOf(dan);
    const { user } = welcomeOf(dan);
    dan.wire.close();
    await world.pass(world.hub.limits.resumeMs);
    await op.ok({ type: 'room.ban', ...everywhere, user: user.id });
    const peer = world.stranger();
    peer.send({ type: 'hello', nick: 'elf', resume: token });
    expect(await peer.next('bye')).toMatchObject({ code: 'MODERATION_BANNED' });
    await peer.over;
  });

  test('keeps a nick from being taken, at the door or later, with all that looks like it', async () => {
    const { op, bob, knocks } = await openRoom();
    await op.ok({ type: 'room.ban', ...everywhere, nick: 'Admin' });
    expect(await knocks('ＡＤＭＩＮ')).toMatchObject({
      code: 'MODERATION_NICK',
      text: 'The nick ＡＤＭＩＮ is banned here.',
    });
    expect(await bob.refused({ type: 'nick', nick: 'aDMIN' })).toBe('MODERATION_NICK');
  });

  test('of an address closes connections from there before anything is said, on every wire', async () => {
    const { world, op } = await openRoom();
    await op.ok({ type: 'room.ban', ...everywhere, address: '192.0.2.0/24', reason: 'flood' });
    for (const subprotocol of ['partyline.v1', '']) {
      const wire = world.connect({ remoteAddress: '::ffff:192.0.2.9', subprotocol });
      await wire.closed;
      expect(String(await wire.next())).toContain('You are banned: flood');
    }
    await world.native('dan');
  });

  test('of a network is no way to shut oneself out', async () => {
    const { comes } = await openHouse();
    const op = await comes('op', { address: '192.0.2.7' });
    expect(await op.refused({ type: 'room.ban', ...everywhere, address: '192.0.0.0/16' })).toBe(
      'MODERATION_OWN_ADDRESS',
    );
  });

  test('runs out, and is lifted', async () => {
    const { world, op, knocks } = await openRoom();
    await op.ok({ type: 'room.ban', ...everywhere, nick: 'dan', seconds: 60 });
    await op.ok({ type: 'room.ban', ...everywhere, nick: 'elf' });
    await world.pass(60_000);
    expect(await knocks('dan')).toMatchObject({ type: 'welcome' });
    expect(await knocks('elf')).toMatchObject({ code: 'MODERATION_NICK' });
    await op.ok({ type: 'room.unban', ...everywhere, nick: 'elf' });
    expect(await knocks('elf')).toMatchObject({ type: 'welcome' });
  });

  test('is no reason to close an operator', async () => {
    const { op, comes } = await openHouseWithTwoOperators();
    expect(await op.refused({ type: 'room.ban', ...everywhere, nick: 'ops' })).toBe('MODERATION_RANK');
    const ops = await comes('opt', { address: '192.0.2.8' });
    await op.ok({ type: 'room.ban', ...everywhere, address: '192.0.2.8' });
    await ops.ok({ type: 'ping' });
  });

  test('ends while somebody is just logging in', async () => {
    let letIn: () => void = () => {};
    const waiting: Plugin = {
      name: 'waiting',
      setup: (host) =>
        host.gate(
          'login',
          (request) => (request.nick === 'dan' ? new Promise((resolve) => (letIn = () => resolve(request))) : request),
          { phase: 'last' },
        ),
    };
    const { world, op } = await openRoom({}, { plugins: [waiting] });
    const dan = world.stranger();
    dan.send({ type: 'hello', nick: 'dan' });
    await world.settle();
    await op.ok({ type: 'room.ban', ...everywhere, nick: 'dan' });
    letIn();
    expect(await dan.next('bye')).toMatchObject({ code: 'MODERATION_BANNED' });
    await dan.over;
  });
});

describe('everywhere', () => {
  test.each([
    { type: 'room.ban', nick: 'cat' },
    { type: 'room.mute', nick: 'cat' },
    { type: 'room.kick', nick: 'cat' },
    { type: 'room.bans' },
    { type: 'moderation.audit' },
  ])('is for operators: $type', async (command) => {
    const { ann, op } = await openRoom();
    expect(await ann.refused({ ...command, ...everywhere })).toBe('MODERATION_FORBIDDEN');
    await op.ok({ ...command, ...everywhere });
  });

  test.each(['room.topic', 'room.lock', 'room.slow', 'room.role', 'room.invite', 'room.info'])(
    'is no room: %s',
    async (type) => {
      const { op } = await openRoom();
      const fields = { topic: 'x', access: 'open', seconds: 1, nick: 'cat', role: 'member' };
      expect(await op.refused({ type, ...everywhere, ...fields })).toBe('CHAT_NAME_INVALID');
    },
  );

  test('a kick sends somebody away, who may come back', async () => {
    const { op, bob, cat, knocks } = await openRoom();
    await op.ok({ type: 'room.kick', ...everywhere, nick: 'bob', reason: 'enough' });
    expect(await bob.next('bye')).toMatchObject({ code: 'MODERATION_KICKED', text: 'You were kicked by op: enough' });
    await bob.over;
    expect(await cat.next('moderated')).toMatchObject({ line: 'op kicked bob everywhere: enough' });
    expect(await knocks('bob')).toMatchObject({ type: 'welcome' });
  });

  test('a mute runs out', async () => {
    const { world, op, bob } = await openRoom();
    await op.ok({ type: 'room.mute', ...everywhere, nick: 'bob', seconds: 60 });
    await world.pass(59_999);
    expect(await bob.refused({ type: 'tell', to: 'cat', text: 'hi' })).toBe('MODERATION_MUTED');
    await world.pass(1);
    await bob.ok({ type: 'tell', to: 'cat', text: 'hi' });
  });
});

async function openHouseWithTwoOperators() {
  const house = await openHouse({ operators: ({ user }) => user?.nick.startsWith('op') === true });
  await house.comes('ops');
  return { ...house, op: await house.comes('op') };
}
