import { describe, expect, test } from 'vitest';
import { type Plugin, refuse } from '../../../core/index.js';
import { openRoom } from './support/house.js';

const room = 'dev';
const say = { type: 'say', room, text: 'hi' };
const slow = { type: 'room.slow', room, seconds: 10 };

/** Refuses messages that say so, after everybody else was asked. */
const picky = (): Plugin => ({
  name: 'picky',
  setup(host) {
    host.gate('publish', (draft) => (draft.text === 'bad' ? refuse('PICKY', 'No.') : draft), { phase: 'last' });
    host.command({
      name: 'file',
      summary: 'Sends something that is no text.',
      async run({ kind = 'file' }, session) {
        const said = await host.chat.sayAs(session, { room, kind: String(kind), text: 'a.txt' });
        return 'receipt' in said ? { id: said.receipt.id } : said;
      },
    });
  },
});

describe('slow mode', () => {
  test('makes members wait between two messages, and says how long', async () => {
    const { world, ann, bob } = await openRoom();
    await ann.ok(slow);
    expect(await bob.next('moderated')).toMatchObject({
      act: 'slow',
      value: 10,
      line: 'ann set slow mode: one message in 10s',
    });
    await bob.ok(say);
    await world.pass(3_000);
    expect(await bob.ask(say)).toMatchObject({
      code: 'MODERATION_SLOW',
      text: 'One message in 10s: wait 7s.',
      details: { room, seconds: 10, retryMs: 7_000 },
    });
    await world.pass(6_999);
    expect(await bob.refused(say)).toBe('MODERATION_SLOW');
    await world.pass(1);
    await bob.ok(say);
  });

  test('is for each member alone', async () => {
    const { ann, bob, cat } = await openRoom();
    await ann.ok(slow);
    await bob.ok(say);
    await cat.ok(say);
  });

  test.each(['ann', 'mia'] as const)('is not for %s', async (name) => {
    const { people, ann } = await openRoom();
    await ann.ok(slow);
    await people[name].ok(say);
    await people[name].ok(say);
  });

  test('counts what somebody says on all their sessions', async () => {
    const { ann, comes } = await openRoom();
    await ann.ok(slow);
    const one = await comes('dan', { account: 'dan', rooms: [room] });
    const other = await comes('dan', { account: 'dan', rooms: [room] });
    const replies = await Promise.all([one.ask(say), other.ask(say)]);
    expect(replies.map(({ code }) => code).toSorted()).toEqual(['MODERATION_SLOW', undefined]);
  });

  test.each(['edit', 'file', 'reaction'])('counts what is no text too: %s', async (kind) => {
    const { ann, bob } = await openRoom({}, { plugins: [picky()] });
    await ann.ok(slow);
    await bob.ok({ type: 'file', kind });
    expect(await bob.refused(say)).toBe('MODERATION_SLOW');
    expect(await bob.refused({ type: 'file', kind })).toBe('MODERATION_SLOW');
  });

  test('does not count what another plugin has refused', async () => {
    const { ann, bob } = await openRoom({}, { plugins: [picky()] });
    await ann.ok(slow);
    expect(await bob.refused({ ...say, text: 'bad' })).toBe('PICKY');
    await bob.ok(say);
    expect(await bob.refused(say)).toBe('MODERATION_SLOW');
  });

  test('does not count what is sent once more with its key', async () => {
    const { ann, bob } = await openRoom();
    await ann.ok(slow);
    await bob.ok({ ...say, key: 'k' });
    await bob.ok({ ...say, key: 'k' });
  });

  test('is only in that room, and not between two', async () => {
    const { ann, bob } = await openRoom();
    await ann.ok(slow);
    await bob.ok({ type: 'join', room: 'other' });
    await bob.ok(say);
    await bob.ok({ ...say, room: 'other' });
    await bob.ok({ type: 'tell', to: 'ann', text: 'hi' });
    await bob.ok({ type: 'tell', to: 'ann', text: 'hi' });
  });

  test('is not for what the server itself says', async () => {
    const { world, ann } = await openRoom();
    await ann.ok(slow);
    for (let time = 0; time < 2; time++) {
      expect(await world.hub.chat.say({ room, text: 'hi' })).toMatchObject({ duplicate: false });
    }
  });

  test('ends', async () => {
    const { ann, bob } = await openRoom();
    await ann.ok(slow);
    await bob.ok(say);
    await ann.ok({ ...slow, seconds: 0 });
    await bob.ok(say);
  });

  test.each([undefined, -1, 1.5, 21_601, '10'])('is not of %s seconds', async (seconds) => {
    const { ann } = await openRoom();
    expect(await ann.refused({ ...slow, seconds })).toBe('CHAT_BAD_COMMAND');
  });
});
