import { describe, expect, test } from 'vitest';
import type { Plugin } from '../../../core/index.js';
import { MOST_EMOJI, MOST_NAMED } from '../../../plugins/history/annotations/message-annotations.js';
import { profanity } from '../../../plugins/profanity/index.js';
import { type Guest, openLobby } from './support/history-fixture.js';

/** Ann and bob in the lobby, and what ann has said there. */
async function pair(others: readonly Plugin[] = []) {
  const lobby = await openLobby({}, {}, others);
  const ann = await lobby.guest('ann');
  return { ...lobby, ann, bob: await lobby.guest('bob'), place: await ann.says('hello') };
}

/** What is on the only message of the lobby, as somebody sees it. */
async function reactionsFor(guest: Guest) {
  const { entries } = await guest.page();
  expect(entries).toHaveLength(1);
  return entries[0]?.reactions;
}

describe('a reaction', () => {
  test('is on the message, with who gave it', async () => {
    const { ann, bob, place } = await pair();
    await bob.reacts(place, '👍');
    expect(await reactionsFor(ann)).toMatchObject({ '👍': { count: 1, by: [{ nick: 'bob' }] } });
  });

  test('says whether it is one’s own', async () => {
    const { ann, bob, place } = await pair();
    await bob.reacts(place, '👍');
    expect((await reactionsFor(bob))?.['👍']).toHaveProperty('mine', true);
    expect((await reactionsFor(ann))?.['👍']).not.toHaveProperty('mine');
  });

  test('is told to the room as an entry of its own kind, which says what it is about', async () => {
    const { ann, bob, place } = await pair();
    const { epoch, offset } = place;
    await bob.reacts(place, '👍');
    const said = await ann.peer.next('message');
    const data = { target: { epoch, offset }, id: said.id };
    expect(await ann.peer.next('message')).toMatchObject({ kind: 'reaction', text: '👍', data: { ...data, on: true } });
    await bob.reacts(place, '👍', false);
    expect(await ann.peer.next('message')).toMatchObject({
      kind: 'reaction',
      text: '-👍',
      data: { ...data, on: false },
    });
  });

  test('given twice is there once, and publishes nothing the second time', async () => {
    const { ann, bob, place } = await pair();
    expect(await bob.reacts(place, '👍')).toMatchObject({ changed: true, offset: 2 });
    expect(await bob.reacts(place, '👍')).toEqual({ room: 'lobby', changed: false });
    expect(await reactionsFor(ann)).toMatchObject({ '👍': { count: 1 } });
    expect((await ann.page()).end).toBe(2);
  });

  test('taken back is gone, and can be given again', async () => {
    const { ann, bob, place } = await pair();
    await bob.reacts(place, '👍');
    expect(await bob.reacts(place, '👍', false)).toMatchObject({ changed: true });
    expect(await bob.reacts(place, '👍', false)).toEqual({ room: 'lobby', changed: false });
    expect(await reactionsFor(ann)).toBeUndefined();
    await bob.reacts(place, '👍');
    expect(await reactionsFor(ann)).toMatchObject({ '👍': { count: 1, by: [{ nick: 'bob' }] } });
  });

  test('by two who give it in the same instant counts twice, by one only once', async () => {
    const { ann, bob, place } = await pair();
    const { epoch, offset } = place;
    const command = { type: 'react', room: 'lobby', epoch, offset, emoji: '👍' };
    for (const { peer } of [bob, ann, bob, ann]) peer.send(command);
    await Promise.all([ann.page(), bob.page()]);
    expect(await reactionsFor(ann)).toMatchObject({ '👍': { count: 2 } });
  });

  test('with different emoji keeps them in the order in which they came first', async () => {
    const { ann, bob, place } = await pair();
    for (const emoji of ['🎉', '👍', ':tada:']) await bob.reacts(place, emoji);
    await ann.reacts(place, '👍');
    expect(Object.entries((await reactionsFor(ann)) ?? {}).map(([emoji, { count }]) => [emoji, count])).toEqual([
      ['🎉', 1],
      ['👍', 2],
      [':tada:', 1],
    ]);
  });

  test('in its coloured form and in its plain one is the same', async () => {
    const { ann, bob, place } = await pair();
    await bob.reacts(place, '❤️');
    await ann.reacts(place, '❤');
    expect(await bob.reacts(place, '❤')).toMatchObject({ changed: false });
    expect(await reactionsFor(ann)).toMatchObject({ '❤️': { count: 2 } });
  });

  test('by many is counted in full, names those who came first, and knows one’s own', async () => {
    const { guest, ann, place } = await pair();
    const crowd: Guest[] = [];
    for (let number = 0; number < MOST_NAMED + 5; number++) crowd.push(await guest(`fan${number}`));
    for (const fan of crowd) await fan.reacts(place, '👍');
    const given = (await reactionsFor(ann))?.['👍'];
    expect(given?.count).toBe(MOST_NAMED + 5);
    expect(given?.by.map(({ nick }) => nick)).toEqual(crowd.slice(0, MOST_NAMED).map((_, number) => `fan${number}`));
    const last = crowd.at(-1);
    expect(last && (await reactionsFor(last))?.['👍']).toHaveProperty('mine', true);
    expect(given).not.toHaveProperty('mine');
  });

  test('by many names others where those who came first have gone', async () => {
    const { guest, ann, place } = await pair();
    const crowd: Guest[] = [];
    for (let number = 0; number < MOST_NAMED + 5; number++) crowd.push(await guest(`fan${number}`));
    for (const fan of crowd) await fan.reacts(place, '👍');
    for (const fan of crowd.slice(0, MOST_NAMED)) await fan.reacts(place, '👍', false);
    const given = (await reactionsFor(ann))?.['👍'];
    expect(given?.count).toBe(5);
    expect(given?.by.map(({ nick }) => nick).sort()).toEqual([10, 11, 12, 13, 14].map((number) => `fan${number}`));
  });

  test('with one emoji more than a message may have is refused; with one that is there it is not', async () => {
    const { ann, bob, place } = await pair();
    for (let number = 0; number < MOST_EMOJI; number++) await bob.reacts(place, `:e${number}:`);
    const { epoch, offset } = place;
    const command = { type: 'react', room: 'lobby', epoch, offset };
    expect(await ann.peer.refused({ ...command, emoji: '👍' })).toBe('HISTORY_TOO_MANY_EMOJI');
    expect(await ann.reacts(place, ':e0:')).toMatchObject({ changed: true });
    await bob.reacts(place, ':e1:', false);
    expect(await ann.reacts(place, '👍')).toMatchObject({ changed: true });
  });

  test('without a place is on the last message there', async () => {
    const { ann, bob } = await pair();
    await ann.says('and this');
    await bob.peer.ok({ type: 'react', room: 'lobby', emoji: '👍' });
    await ann.peer.ok({ type: 'react', room: 'lobby', emoji: '👍' });
    const { entries } = await ann.page();
    expect(entries.map(({ reactions }) => reactions?.['👍']?.count)).toEqual([undefined, 2]);
  });

  test('of which a gate makes something else is none', async () => {
    const loud: Plugin = {
      name: 'loud',
      setup: (host) => host.gate('publish', (draft) => ({ ...draft, text: draft.text.toUpperCase() })),
    };
    const { ann, bob, place } = await pair([loud]);
    await bob.reacts(place, ':tada:');
    expect(await reactionsFor(ann)).toBeUndefined();
  });

  test('that is a word which is not allowed is refused by the filter', async () => {
    const { ann, bob, place } = await pair([profanity()]);
    const { epoch, offset } = place;
    const command = { type: 'react', room: 'lobby', epoch, offset, emoji: ':shit:' };
    expect(await bob.peer.refused(command)).toBe('PROFANITY_REFUSED');
    expect(await reactionsFor(ann)).toBeUndefined();
  });

  test.each([
    '',
    'a',
    '1',
    '👍👍',
    '👍 ',
    'thumbs up',
    ':no spaces:',
    ':UP:',
    ':',
    '::',
    '🏽',
    'x'.repeat(100),
    5,
    null,
  ])('must be one emoji: %j', async (emoji) => {
    const { bob, place } = await pair();
    const { epoch, offset } = place;
    expect(await bob.peer.refused({ type: 'react', room: 'lobby', epoch, offset, emoji })).toBe('CHAT_BAD_COMMAND');
  });

  test.each(['👍', '❤️', '🇩🇪', '1️⃣', '👩🏽‍❤️‍💋‍👨🏿', '🏴󠁧󠁢󠁥󠁮󠁧󠁿', ':tada:', ':+1:'])('may be %s', async (emoji) => {
    const { bob, place } = await pair();
    await bob.reacts(place, emoji);
    expect(await reactionsFor(bob)).toMatchObject({ [emoji]: { count: 1 } });
  });
});
