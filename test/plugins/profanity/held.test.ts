import { describe, expect, test } from 'vitest';
import { type HeldMessage, profanity } from '../../../plugins/profanity/index.js';
import { textPeerNamed } from '../../support/text-peer.js';
import { openWorld } from '../../support/world.js';

/** Ann, who swears, bob and the moderator mod, in a room where such messages are held. */
async function court(options: Parameters<typeof profanity>[0] = {}) {
  const moderators = ({ user }: { readonly user: { readonly nick: string } | undefined }) => user?.nick === 'mod';
  const world = await openWorld({ plugins: [profanity({ mode: 'hold', moderators, ...options })] });
  const told: HeldMessage[] = [];
  world.hub.on('held', (held) => void told.push(held));
  const ann = await world.native('ann', 'lobby');
  const bob = await world.native('bob', 'lobby');
  const mod = await world.native('mod');
  const swears = (more: object = {}) => ann.ask({ type: 'say', room: 'lobby', text: 'oh shit', ...more });
  const waiting = async () =>
    ((await mod.ok({ type: 'profanity.held' })).held as readonly { id: string }[]).map(({ id }) => id);
  return { world, told, ann, bob, mod, swears, waiting };
}

describe('a message that is held', () => {
  test('is kept from the room, and its sender is told', async () => {
    const { world, bob, swears } = await court();
    expect(await swears()).toMatchObject({
      type: 'error',
      code: 'PROFANITY_HELD',
      details: { held: '1', language: 'en' },
    });
    await world.settle();
    expect(bob.all('message')).toEqual([]);
  });

  test('is emitted as an event', async () => {
    const { told, swears } = await court();
    await swears();
    expect(told).toMatchObject([{ id: '1', language: 'en', draft: { room: 'lobby', text: 'oh shit' } }]);
  });

  test('is listed for moderators', async () => {
    const { mod, swears } = await court();
    await swears();
    expect(await mod.ok({ type: 'profanity.held' })).toMatchObject({
      held: [{ id: '1', room: 'lobby', nick: 'ann', text: 'oh shit', language: 'en', kind: 'text' }],
    });
  });

  test('is in the room as it was, once it is released', async () => {
    const { bob, mod, swears, waiting } = await court();
    await swears({ kind: 'action', data: { mood: 'bad' } });
    await mod.ok({ type: 'profanity.release', id: '1' });
    expect(await bob.next('message')).toMatchObject({
      text: 'oh shit',
      kind: 'action',
      data: { mood: 'bad' },
      from: { nick: 'ann' },
    });
    expect(await waiting()).toEqual([]);
  });

  test('is released once', async () => {
    const { world, bob, mod, swears } = await court();
    await swears();
    const replies = await Promise.all([1, 2].map(() => mod.ask({ type: 'profanity.release', id: '1' })));
    await world.settle();
    expect(replies.map(({ code }) => code)).toEqual([undefined, 'PROFANITY_HELD_UNKNOWN']);
    expect(bob.all('message')).toHaveLength(1);
  });

  test('waits on when its release is refused', async () => {
    const { world, mod, swears, waiting } = await court();
    await swears();
    await world.hub.plugins.load({
      name: 'closed',
      setup: (host) => host.gate('publish', () => Promise.reject(new Error('closed'))),
    });
    expect(await mod.refused({ type: 'profanity.release', id: '1' })).toBe('CHAT_PLUGIN_FAILED');
    expect(await waiting()).toEqual(['1']);
  });

  test('is gone when it is rejected, and its sender is told', async () => {
    const { ann, bob, world, mod, swears, waiting } = await court();
    await swears();
    await mod.ok({ type: 'profanity.reject', id: '1' });
    await world.settle();
    expect(ann.all('notice')).toMatchObject([{ text: 'A moderator has rejected your message to lobby.' }]);
    expect([await waiting(), bob.all('message'), bob.all('notice')]).toEqual([[], [], []]);
  });

  test('is the same one when it is sent again with its key', async () => {
    const { told, swears, waiting } = await court();
    for (let time = 0; time < 2; time++) {
      expect(await swears({ key: 'k' })).toMatchObject({ details: { held: '1' } });
    }
    expect([await waiting(), told.length]).toEqual([['1'], 1]);
  });

  test('makes room for newer ones when there are too many', async () => {
    const { swears, waiting } = await court({ holdMost: 2 });
    for (let time = 0; time < 3; time++) await swears();
    expect(await waiting()).toEqual(['2', '3']);
  });

  test('is forgotten after its time', async () => {
    const { world, swears, waiting } = await court({ holdMs: 5_000 });
    await swears();
    await world.pass(4_999);
    expect(await waiting()).toEqual(['1']);
    await world.pass(1);
    expect(await waiting()).toEqual([]);
  });
});

describe('moderation', () => {
  test.each(['held', 'release', 'reject'])('is for moderators: profanity.%s', async (command) => {
    const { bob, swears, waiting } = await court();
    await swears();
    expect(await bob.refused({ type: `profanity.${command}`, id: '1' })).toBe('PROFANITY_NOT_MODERATOR');
    expect(await waiting()).toEqual(['1']);
  });

  test('is for nobody by default', async () => {
    const world = await openWorld({ plugins: [profanity({ mode: 'hold' })] });
    const ann = await world.native('ann');
    expect(await ann.refused({ type: 'profanity.held' })).toBe('PROFANITY_NOT_MODERATOR');
  });

  test.each(['release', 'reject'])('of a message that does not wait is refused: profanity.%s', async (command) => {
    const { mod } = await court();
    expect(await mod.refused({ type: `profanity.${command}`, id: '7' })).toBe('PROFANITY_HELD_UNKNOWN');
  });

  test('without an id is a bad command', async () => {
    const { mod } = await court();
    expect(await mod.refused({ type: 'profanity.release' })).toBe('CHAT_BAD_COMMAND');
  });

  test('can be typed', async () => {
    const { world, bob, mod, swears } = await court();
    await mod.ok({ type: 'nick', nick: 'other' });
    const person = await textPeerNamed(world, 'mod');
    expect(await person.types('/held')).toEqual(expect.arrayContaining([expect.stringContaining('Nothing waits.')]));
    await swears();
    expect(await person.types('/held')).toEqual(
      expect.arrayContaining([expect.stringContaining('1 #lobby ann: oh shit')]),
    );
    await person.types('/release 1');
    expect(await bob.next('message')).toMatchObject({ text: 'oh shit' });
  });
});

test('in a conversation of two nothing is held: it is refused', async () => {
  const { ann, waiting } = await court();
  expect(await ann.refused({ type: 'tell', to: 'bob', text: 'shit' })).toBe('PROFANITY_REFUSED');
  expect(await waiting()).toEqual([]);
});
