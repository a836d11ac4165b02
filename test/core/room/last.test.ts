import { describe, expect, test } from 'vitest';
import type { Plugin } from '../../../core/index.js';
import { textPeer } from '../../support/text-peer.js';
import { openWorld } from '../../support/world.js';

const last = (count: number): Plugin => ({
  name: 'last',
  setup: (host) => host.gate('join', (request) => ({ ...request, last: Math.max(request.last ?? 0, count) })),
});

async function roomWith(texts: readonly string[], plugins: readonly Plugin[] = []) {
  const world = await openWorld({ plugins });
  const bob = await world.native('bob', 'lobby');
  for (const text of texts) await bob.ok({ type: 'say', room: 'lobby', text });
  return { ...world, bob };
}

describe('whoever joins and asks for the last messages', () => {
  test('gets so many, after the reply, then is live', async () => {
    const { native, bob, settle } = await roomWith(['one', 'two', 'three']);
    const ann = await native('ann');
    await ann.ok({ type: 'join', room: 'lobby', last: 2 });
    expect(await ann.next('recovered')).toMatchObject({ messages: 2, complete: true, offset: 3 });
    await bob.ok({ type: 'say', room: 'lobby', text: 'four' });
    await settle();
    expect(ann.all('message').map(({ text }) => text)).toEqual(['two', 'three', 'four']);
    expect(ann.heard.map(({ type }) => type)).toEqual(['welcome', 'ok', 'message', 'message', 'recovered', 'message']);
  });

  test('gets all there are where there are fewer', async () => {
    const { native } = await roomWith(['one']);
    const ann = await native('ann');
    await ann.ok({ type: 'join', room: 'lobby', last: 10 });
    expect(await ann.next('recovered')).toMatchObject({ messages: 1 });
  });

  test('is told that there are none where nothing was said', async () => {
    const { native } = await roomWith([]);
    const ann = await native('ann');
    await ann.ok({ type: 'join', room: 'lobby', last: 10 });
    expect(await ann.next('recovered')).toMatchObject({ messages: 0, complete: true, offset: 0 });
  });

  test('is caught up from the place instead, where one is given', async () => {
    const { native, bob } = await roomWith(['one', 'two', 'three']);
    const { epoch } = await bob.ok({ type: 'say', room: 'lobby', text: 'four' });
    const ann = await native('ann');
    await ann.ok({ type: 'join', room: 'lobby', last: 4, after: { epoch, offset: 3 } });
    expect(await ann.next('recovered')).toMatchObject({ messages: 1 });
  });

  test.each([-1, 1.5, '3', 1_000_000])('cannot ask for %s', async (count) => {
    const { native } = await roomWith([]);
    const ann = await native('ann');
    expect(await ann.refused({ type: 'join', room: 'lobby', last: count })).toBe('CHAT_BAD_COMMAND');
  });
});

test('a gate decides that people begin with the last messages, and they see where those end', async () => {
  const world = await roomWith(['one', 'two'], [last(5)]);
  const ann = await textPeer(world);
  const lines = await ann.types('ann');
  expect(lines.slice(-4)).toEqual([
    '-- You are in #lobby: bob, ann',
    'bob: one',
    'bob: two',
    '-- That was said before you came.',
  ]);
});
