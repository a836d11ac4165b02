import { describe, expect, test } from 'vitest';
import { textPeerNamed } from '../../support/text-peer.js';
import { lobby } from './support/lobby.js';

describe('by an edit', () => {
  test('is masked', async () => {
    const { ann, bob, publishes } = await lobby();
    await ann.ok({ type: 'say', room: 'lobby', text: 'oh sheet' });
    await publishes('edit', 'oh shit');
    await bob.next('message');
    expect(await bob.next('message')).toMatchObject({ kind: 'edit', text: 'oh ****' });
  });

  test('cannot be held, since a moderator could not publish it as one: it is refused', async () => {
    const { publishes } = await lobby('hold');
    expect(await publishes('edit', 'oh shit')).toMatchObject({ code: 'PROFANITY_REFUSED' });
    expect(await publishes('text', 'oh shit')).toMatchObject({ code: 'PROFANITY_HELD' });
  });
});

describe('by a reaction', () => {
  test('is refused, since what masking leaves of one is none', async () => {
    const { world, bob, publishes } = await lobby();
    expect(await publishes('reaction', ':shit:')).toMatchObject({ code: 'PROFANITY_REFUSED' });
    await publishes('reaction', ':tada:');
    await world.settle();
    expect(bob.all('message').map(({ text }) => text)).toEqual([':tada:']);
  });
});

describe('by a nick', () => {
  test('at the login is refused', async () => {
    const { world } = await lobby();
    expect(await world.stranger().refused({ type: 'hello', nick: 'sh1thead' })).toBe('PROFANITY_NICK');
  });

  test('with /nick is refused', async () => {
    const { world, bob } = await lobby();
    const cat = await textPeerNamed(world, 'cat');
    expect(await cat.types('/nick sh1thead')).toEqual(['! That nick is not allowed here.']);
    expect(bob.all('renamed')).toEqual([]);
  });
});

describe('by the name of a room', () => {
  test('is refused', async () => {
    const { world, ann } = await lobby();
    expect(await ann.refused({ type: 'join', room: 'ｓｈｉｔ' })).toBe('PROFANITY_ROOM');
    const cat = await textPeerNamed(world, 'cat');
    expect(await cat.types('/join shit')).toEqual(['! That name of a room is not allowed here.']);
  });
});

describe("by a room's topic", () => {
  const wish = { type: 'topic', topic: 'all about shit' };

  test('is masked', async () => {
    const { ann } = await lobby();
    expect(await ann.ok(wish)).toEqual({ topic: 'all about ****' });
  });

  test.each(['refuse', 'hold'] as const)('is refused with the mode %s', async (mode) => {
    const { ann } = await lobby('mask', { lobby: mode });
    expect(await ann.refused(wish)).toBe('PROFANITY_TOPIC');
  });

  test('passes with the mode warn, and a warning', async () => {
    const { world, ann } = await lobby('warn');
    expect(await ann.ok(wish)).toEqual({ topic: 'all about shit' });
    await world.settle();
    expect(ann.all('notice')).toHaveLength(1);
  });

  test('stays as it is when it is innocent', async () => {
    const { ann } = await lobby('refuse');
    expect(await ann.ok({ type: 'topic', topic: 'Scunthorpe' })).toEqual({ topic: 'Scunthorpe' });
  });
});

describe('by the name of a file', () => {
  const wish = { type: 'file', name: 'shit.png' };

  test('is masked before its first byte', async () => {
    const { ann } = await lobby();
    expect(await ann.ok(wish)).toEqual({ name: '****.png' });
  });

  test.each(['refuse', 'hold'] as const)('is refused with the mode %s', async (mode) => {
    const { ann } = await lobby(mode);
    expect(await ann.refused(wish)).toBe('PROFANITY_FILE');
  });

  test('passes with the mode warn, and a warning', async () => {
    const { world, ann } = await lobby('warn');
    expect(await ann.ok(wish)).toEqual({ name: 'shit.png' });
    await world.settle();
    expect(ann.all('notice')).toHaveLength(1);
  });

  test('in its announcement is masked in the text and in the data', async () => {
    const { bob, publishes } = await lobby();
    await publishes('file', 'shit.png (3 B)', { file: 'f1', name: 'shit.png', size: 3 });
    const shown = await bob.next('message');
    expect(shown).toMatchObject({ text: '****.png (3 B)', data: { file: 'f1', name: '****.png', size: 3 } });
    expect(JSON.stringify(shown)).not.toContain('shit');
  });

  test('in the data alone is found too', async () => {
    const { bob, publishes } = await lobby('mask', {});
    await publishes('file', 'a file', { name: 'shit.png' });
    expect(await bob.next('message')).toMatchObject({ text: 'a file', data: { name: '****.png' } });
    const strict = await lobby('refuse');
    expect(await strict.publishes('file', 'a file', { name: 'shit.png' })).toMatchObject({ code: 'PROFANITY_REFUSED' });
  });
});

describe('by last words', () => {
  test('on /quit is masked', async () => {
    const { world, bob } = await lobby();
    const cat = await textPeerNamed(world, 'cat');
    await cat.types('/quit this shit');
    expect(await bob.next('left')).toMatchObject({ reason: 'this ****' });
  });

  test('of a program is masked', async () => {
    const { ann, bob } = await lobby();
    await ann.ok({ type: 'quit', text: 'shit' });
    expect(await bob.next('left')).toMatchObject({ reason: '****' });
  });

  test.each(['refuse', 'hold'] as const)(
    'is left out with the mode %s, and its speaker leaves all the same',
    async (mode) => {
      const { ann, bob } = await lobby(mode);
      await ann.ok({ type: 'quit', text: 'shit' });
      expect(await bob.next('left')).not.toHaveProperty('reason');
    },
  );

  test('goes by the strictest of the rooms that it is said in', async () => {
    const { ann, bob } = await lobby('warn', { kids: 'refuse' });
    await ann.ok({ type: 'join', room: 'kids' });
    await ann.ok({ type: 'quit', text: 'shit' });
    expect(await bob.next('left')).not.toHaveProperty('reason');
  });

  test('passes where all its rooms only warn', async () => {
    const { ann, bob } = await lobby('refuse', { lobby: 'warn' });
    await ann.ok({ type: 'tell', to: 'bob', text: 'psst' });
    await ann.ok({ type: 'quit', text: 'shit' });
    expect(await bob.next('left')).toMatchObject({ reason: 'shit' });
  });
});
