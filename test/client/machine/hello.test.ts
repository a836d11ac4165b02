import { describe, expect, test } from 'vitest';
import { join } from '../support/frames.js';
import { ann, handFed } from '../support/hand.js';

const taken = { type: 'error', code: 'CHAT_NICK_TAKEN', text: 'Taken.', retry: false, details: { suggestion: 'ann2' } };

describe('the hello', () => {
  test('is the first frame, asks for a session that can be resumed, and promises a heartbeat', () => {
    const hand = handFed({ client: 'test/1' });
    hand.connect();
    hand.opened({ password: 'x' });
    expect(hand.take().sent).toEqual([
      {
        type: 'hello',
        ref: 1,
        nick: 'ann',
        protocol: 1,
        client: 'test/1',
        credentials: { password: 'x' },
        resume: 'drawn-by-the-client-itself',
        heartbeat: true,
      },
    ]);
  });

  test('has no nick, client or credentials where none were given', () => {
    const hand = handFed({ nick: undefined });
    hand.connect();
    hand.opened();
    expect(Object.keys(hand.take().sent[0] ?? {}).sort()).toEqual(['heartbeat', 'protocol', 'ref', 'resume', 'type']);
  });

  test('brings the token and the place in every room on coming back', () => {
    const hand = handFed();
    hand.login();
    join(hand, 'lobby', 7);
    join(hand, 'tea', 3, 'e9');
    hand.closed();
    hand.sleep();
    hand.take();
    hand.opened();
    expect(hand.take().sent[0]).toMatchObject({
      resume: 't1',
      positions: { lobby: { epoch: 'e1', offset: 7 }, tea: { epoch: 'e9', offset: 3 } },
    });
  });

  test('brings the latest token', () => {
    const hand = handFed();
    hand.login();
    hand.comeBack({ resumed: false, rooms: [], resume: { token: 't2', ms: 1 } });
    hand.closed();
    hand.sleep();
    hand.opened();
    expect(hand.take().sent.at(-1)).toMatchObject({ resume: 't2' });
  });

  test('draws a token anew when the server has given none', () => {
    const hand = handFed();
    hand.login({ resume: undefined });
    hand.comeBack({});
    expect(hand.take().sent.at(-1)).toMatchObject({ type: 'hello', resume: 'drawn-by-the-client-itself' });
  });

  test('brings the same token again when no welcome has come', () => {
    const hand = handFed();
    hand.connect();
    hand.opened();
    hand.closed();
    hand.sleep();
    hand.opened();
    const [first, again] = hand.take().sent;
    expect(again).toMatchObject({ type: 'hello', resume: first?.resume });
    expect(again).not.toHaveProperty('positions');
  });

  test('has the nick that the user has by now', () => {
    const hand = handFed();
    hand.login();
    join(hand);
    hand.frame({ type: 'renamed', room: 'lobby', user: { ...ann, nick: 'anna' }, was: 'ann' });
    hand.closed();
    hand.sleep();
    hand.opened();
    expect(hand.take().sent.at(-1)).toMatchObject({ nick: 'anna' });
  });

  test('has the nick that was given last, until it was welcomed under one', () => {
    const hand = handFed();
    hand.login();
    hand.stop();
    hand.connect('zoe');
    hand.opened();
    hand.closed();
    hand.sleep();
    hand.opened();
    hand.answer({ type: 'welcome', user: { id: 'u-ann', nick: 'zoe2' } });
    hand.closed();
    hand.sleep();
    hand.opened();
    const hellos = hand.take().sent;
    expect(hellos.map(({ nick }) => nick)).toEqual(['ann', 'zoe', 'zoe', 'zoe2']);
  });

  test('has the nick that was given last after a quit', () => {
    const hand = handFed();
    hand.connect('zoe');
    hand.opened();
    hand.answer({ type: 'welcome', user: { id: 'u-ann', nick: 'zoe' } });
    hand.quit();
    hand.closed();
    hand.connect();
    hand.opened();
    expect(hand.take().sent.at(-1)).toMatchObject({ type: 'hello', nick: 'zoe' });
  });

  test('has the nick of before where one was given while it was connected', () => {
    const hand = handFed();
    hand.login();
    hand.connect('zoe');
    hand.closed();
    hand.sleep();
    hand.opened();
    expect(hand.take().sent.at(-1)).toMatchObject({ type: 'hello', nick: 'ann' });
  });

  test('goes out once, however often a wire says that it is open', () => {
    const hand = handFed();
    hand.connect();
    hand.opened();
    hand.opened();
    expect(hand.take().sent).toHaveLength(1);
  });
});

describe('the answer to the hello', () => {
  test('of a first login makes the client online', () => {
    const hand = handFed();
    hand.login();
    expect(hand.machine.state).toBe('online');
    expect(hand.machine.user).toEqual(ann);
    expect(hand.take().told).toEqual([
      ['state', 'connecting'],
      ['state', 'online'],
      ['welcome', 'fresh'],
    ]);
  });

  test('may come after a greeting for people', () => {
    const hand = handFed();
    hand.connect();
    hand.opened();
    hand.frame('Welcome to the party line!');
    hand.frame('"What is your name?"');
    hand.answer({ type: 'welcome', user: ann });
    expect(hand.machine.state).toBe('online');
    expect(hand.take().told.filter(([event]) => event === 'violation')).toEqual([]);
  });

  test('that the nick is taken is followed by a hello with the suggestion, on the same wire', () => {
    const hand = handFed();
    hand.connect();
    hand.opened({ password: 'x' });
    hand.answer(taken);
    const { sent, wire } = hand.take();
    expect(wire).toEqual(['open']);
    expect(sent.at(-1)).toMatchObject({ type: 'hello', nick: 'ann2', credentials: { password: 'x' } });
  });

  test('that the nick is taken stops a client that wants no other, and says which is free', () => {
    const hand = handFed({ nickFallback: false });
    hand.connect();
    hand.opened();
    hand.answer(taken);
    expect(hand.take().told.at(-1)).toEqual([
      'state',
      'stopped',
      { code: 'CHAT_NICK_TAKEN', text: 'Taken.', details: { suggestion: 'ann2' } },
    ]);
  });

  test('that the nick is taken can be followed by a connect with another one', () => {
    const hand = handFed({ nickFallback: false });
    hand.connect();
    hand.opened();
    hand.answer(taken);
    hand.connect('zoe');
    hand.opened();
    expect(hand.take().sent.at(-1)).toMatchObject({ type: 'hello', nick: 'zoe' });
  });

  test('with details that are none has none', () => {
    const hand = handFed();
    hand.connect();
    hand.opened();
    hand.answer({ type: 'error', code: 'AUTH_WRONG', text: 'No.', retry: true, details: 'many' });
    expect(hand.take().told.at(-1)).toMatchObject(['state', 'waiting', { code: 'AUTH_WRONG', details: {} }]);
  });

  test('that the nick is taken does not stop whoever was there before, even without the option', () => {
    const hand = handFed({ nickFallback: false });
    hand.login();
    hand.closed();
    hand.sleep();
    hand.opened();
    hand.answer(taken);
    expect(hand.take().sent.at(-1)).toMatchObject({ type: 'hello', nick: 'ann2', resume: 't1' });
  });

  test('that quicker clients take every suggestion too is followed by another attempt', () => {
    const hand = handFed();
    hand.connect();
    hand.opened();
    for (let time = 0; time < 6; time++) hand.answer(taken);
    expect(hand.take().sent).toHaveLength(6);
    expect(hand.machine.state).toBe('waiting');
  });

  test('with an error that passes is followed by another attempt', () => {
    const hand = handFed();
    hand.connect();
    hand.opened();
    hand.answer({ type: 'error', code: 'CHAT_COMMAND_FAILED', text: 'Oh.', retry: true });
    expect(hand.machine.state).toBe('waiting');
    expect(hand.take().wire).toEqual(['open', 'close']);
    hand.sleep();
    expect(hand.machine.state).toBe('connecting');
  });

  test('with an error that stays stops the client', () => {
    const hand = handFed();
    hand.connect();
    hand.opened();
    hand.answer({ type: 'error', code: 'AUTH_WRONG', text: 'No.', retry: false });
    const { told, wire } = hand.take();
    expect(told.at(-1)).toEqual(['state', 'stopped', { code: 'AUTH_WRONG', text: 'No.', details: {} }]);
    expect(wire).toEqual(['open', 'close']);
  });

  test('may not be an ok', () => {
    const hand = handFed();
    hand.connect();
    hand.opened();
    hand.answer({ type: 'ok', result: {} });
    expect(hand.take().told.at(-1)).toEqual(['violation', 'a hello answered with ok']);
    expect(hand.machine.state).toBe('connecting');
  });

  test('may not come after an event', () => {
    const hand = handFed();
    hand.connect();
    hand.opened();
    hand.frame({ type: 'notice', text: 'early' });
    expect(hand.take().told.at(-1)).toEqual(['violation', 'notice before the welcome']);
  });

  test('tells the limits, leaving out what is no number', () => {
    const hand = handFed();
    expect(hand.machine.limits).toEqual({});
    hand.connect();
    hand.opened();
    hand.answer({ type: 'welcome', user: ann, limits: { textBytes: 16_384, dataBytes: 'much', roomCharacters: null } });
    expect(hand.machine.limits).toEqual({ textBytes: 16_384 });
  });

  test('goes on where the limits make no sense', () => {
    const hand = handFed();
    hand.connect();
    hand.opened();
    hand.answer({ type: 'welcome', user: ann, limits: ['none'] });
    expect(hand.machine.state).toBe('online');
    expect(hand.machine.limits).toEqual({});
  });
});
