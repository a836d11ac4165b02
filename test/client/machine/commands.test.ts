import { describe, expect, test } from 'vitest';
import { gist, join } from '../support/frames.js';
import { ann, handFed } from '../support/hand.js';

const okFor = (room: string) => ({ type: 'ok', result: { room } });

describe('commands', () => {
  test('wait for the first welcome, and go out in their order', () => {
    const hand = handFed();
    hand.submit('join', { room: 'lobby' });
    hand.connect();
    hand.submit('say', { room: 'lobby', text: 'x', key: 'k' });
    hand.opened();
    expect(hand.take().sent.map(({ type }) => type)).toEqual(['hello']);
    hand.answer({ type: 'welcome', user: ann });
    expect(hand.take().sent.map(({ type }) => type)).toEqual(['join', 'say']);
  });

  test('go out at once while online', () => {
    const hand = handFed();
    hand.login();
    hand.take();
    hand.submit('leave', { room: 'lobby' });
    expect(hand.take().sent).toEqual([{ type: 'leave', room: 'lobby', ref: 2 }]);
  });

  test('beyond the bound are refused', () => {
    const hand = handFed({ pending: 2 });
    const ids = [1, 2, 3].map((n) => hand.submit('say', { room: 'lobby', text: 'x', key: `k${n}` }));
    expect([...hand.take().rejected]).toEqual([[ids[2], 'CLIENT_QUEUE_FULL']]);
  });

  test('beyond the bound are refused while online too, until there are answers', () => {
    const hand = handFed({ pending: 1 });
    hand.login();
    hand.submit('leave', { room: 'lobby' });
    const late = hand.submit('leave', { room: 'tea' });
    expect(hand.take().rejected.get(late)).toBe('CLIENT_QUEUE_FULL');
    hand.answer(okFor('lobby'));
    hand.submit('leave', { room: 'tea' });
    expect(hand.take().sent).toHaveLength(1);
  });

  test('that are refused reject with the server’s code', () => {
    const hand = handFed();
    hand.login();
    const id = hand.submit('join', { room: 'lobby' });
    hand.answer({ type: 'error', code: 'CHAT_ROOM_FULL', text: 'Full.', retry: true, details: { limit: 3 } });
    const rejection = hand.effects.find((effect) => effect.do === 'reject');
    expect(rejection).toMatchObject({
      command: id,
      error: { code: 'CHAT_ROOM_FULL', message: 'Full.', retry: true, details: { limit: 3 } },
    });
  });

  test('to leave a room are not done when the first answer says that one is not there', () => {
    const hand = handFed();
    hand.login();
    const id = hand.submit('leave', { room: 'lobby' });
    hand.answer({ type: 'error', code: 'CHAT_NOT_IN_ROOM', text: 'No.', retry: false });
    expect(hand.take().rejected.get(id)).toBe('CHAT_NOT_IN_ROOM');
  });

  test('are answered in their order; anything else is a violation, but counts', () => {
    const hand = handFed();
    hand.login();
    hand.submit('leave', { room: 'a' });
    const second = hand.submit('leave', { room: 'b' });
    hand.take();
    hand.answer(okFor('b'));
    const { told, resolved } = hand.take();
    expect(gist(told)).toEqual(['violation']);
    expect([...resolved.keys()]).toEqual([second]);
  });

  test('are answered once', () => {
    const hand = handFed();
    hand.login();
    hand.submit('leave', { room: 'a' });
    hand.answer(okFor('a'));
    hand.take();
    hand.answer(okFor('a'));
    const { told, resolved } = hand.take();
    expect(gist(told)).toEqual(['violation']);
    expect(resolved.size).toBe(0);
  });

  test('that the server could not read are answered without a ref, in their turn', () => {
    const hand = handFed();
    hand.login();
    const id = hand.submit('say', { room: 'lobby', text: 'x'.repeat(9), key: 'k' });
    hand.submit('leave', { room: 'lobby' });
    hand.frame({ type: 'error', code: 'CHAT_FRAME_TOO_LARGE', text: 'Too large.', retry: false });
    expect([...hand.take().rejected]).toEqual([[id, 'CHAT_FRAME_TOO_LARGE']]);
  });

  test.each([
    ['join', {}],
    ['join', { room: 'lobby', epoch: 'e', offset: -1, members: [] }],
    ['leave', {}],
    ['say', { id: 'm' }],
    ['nick', { nick: 3 }],
  ])('to %s with a result that cannot be read reject', (type, result) => {
    const hand = handFed();
    hand.login();
    const id = hand.submit(type, { room: 'lobby', key: 'k' });
    hand.take();
    hand.answer({ type: 'ok', result });
    const { told, rejected } = hand.take();
    expect(gist(told)).toEqual(['violation']);
    expect(rejected.get(id)).toBe('CLIENT_BAD_REPLY');
  });
});

describe('a request', () => {
  test('resolves to the bare result', () => {
    const hand = handFed();
    hand.login();
    const id = hand.submit('rooms', {}, false);
    hand.answer({ type: 'ok', result: { rooms: [] } });
    expect(hand.take().resolved.get(id)).toEqual({ rooms: [] });
  });

  test('is rejected when the connection is lost, and not sent again', () => {
    const hand = handFed();
    hand.login();
    const id = hand.submit('poll', { question: '?' }, false);
    hand.closed();
    expect(hand.take().rejected.get(id)).toBe('CLIENT_CONNECTION_LOST');
    hand.comeBack({ resumed: true, rooms: [] });
    expect(hand.take().sent.map(({ type }) => type)).not.toContain('poll');
  });

  test('is rejected where there is no connection', () => {
    const hand = handFed();
    const id = hand.submit('rooms', {}, false);
    expect(hand.take().rejected.get(id)).toBe('CLIENT_CONNECTION_LOST');
  });

  test('that joins a room counts as joining it', () => {
    const hand = handFed();
    hand.login();
    hand.submit('join', { room: 'lobby' }, false);
    hand.answer({ type: 'ok', result: { room: 'lobby', epoch: 'e1', offset: 2, members: [] } });
    expect(hand.machine.rooms.get('lobby')?.position).toEqual({ epoch: 'e1', offset: 2 });
  });
});

describe('typing', () => {
  test('goes out while online, and its answer concerns nobody', () => {
    const hand = handFed();
    hand.login();
    join(hand);
    hand.take();
    hand.typing('lobby', true);
    hand.answer({ type: 'error', code: 'CHAT_NOT_IN_ROOM', text: 'No.', retry: false });
    const { sent, told, rejected } = hand.take();
    expect(sent).toMatchObject([{ type: 'typing', room: 'lobby', on: true }]);
    expect(told).toEqual([]);
    expect(rejected.size).toBe(0);
  });

  test('is forgotten where there is no connection', () => {
    const hand = handFed();
    hand.connect();
    hand.typing('lobby', true);
    hand.opened();
    hand.answer({ type: 'welcome', user: ann });
    expect(hand.take().sent.map(({ type }) => type)).toEqual(['hello']);
  });
});
