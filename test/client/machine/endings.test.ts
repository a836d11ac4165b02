import { describe, expect, test } from 'vitest';
import { ClientError } from '../../../client/index.js';
import { errors } from '../../../core/index.js';
import { type Hand, handFed } from '../support/hand.js';

/** A client that has said hello and waits for the answer. */
function atTheDoor(): Hand {
  const hand = handFed();
  hand.connect();
  hand.opened();
  return hand;
}

const refuse = (code: string, retry?: boolean, details?: object) => (hand: Hand) =>
  hand.answer({ type: 'error', code, text: 'No.', ...(retry === undefined ? {} : { retry }), details });
const bye = (code: string, reconnectMs?: number) => (hand: Hand) =>
  hand.frame({ type: 'bye', code, text: 'Bye.', ...(reconnectMs === undefined ? {} : { reconnectMs }) });
const status = (number: number) => (hand: Hand) => hand.closed(hand.wire, { status: number, text: `HTTP ${number}` });

describe('a fresh client tries again', () => {
  test.each<[string, (hand: Hand) => void]>([
    ['the wire closes', (hand) => hand.closed()],
    ['the server does not answer in time', (hand) => hand.sleep()],
    ['the host is unknown', (hand) => hand.closed(hand.wire, { errno: 'ENOTFOUND', text: 'getaddrinfo ENOTFOUND' })],
    ['the WebSocket closes with 1013', (hand) => hand.closed(hand.wire, { closeCode: 1013 })],
    ['the WebSocket closes with 1008', (hand) => hand.closed(hand.wire, { closeCode: 1008 })],
    ...[301, 302, 200, 408, 425, 429, 500, 502, 503, 504].map((number): [string, (hand: Hand) => void] => [
      `the answer is HTTP ${number}`,
      status(number),
    ]),
    ['the server stops during the login', bye('CHAT_DRAINING', 2_500)],
    ['the login takes too long', bye('CHAT_HANDSHAKE_TIMEOUT', 2_500)],
    ['the server is full', bye('CHAT_HUB_FULL', 2_500)],
    ['the login fails for now', refuse('CHAT_PLUGIN_TIMEOUT', true)],
    ['a plugin limits sessions', refuse('AUTH_TOO_MANY_SESSIONS', true, { retryMs: 9_000 })],
    ['the hello came in pieces', refuse('CHAT_BAD_FRAME', false)],
    ['the frame is damaged', refuse('CHAT_BAD_ENCODING', false)],
    [
      'quicker clients take every suggested nick',
      (hand) => {
        for (let time = 0; time < 6; time++) refuse('CHAT_NICK_TAKEN', false, { suggestion: `ann${time}` })(hand);
      },
    ],
  ])('when %s', (_, happen) => {
    const hand = atTheDoor();
    happen(hand);
    expect(hand.machine.state).toBe('waiting');
    hand.sleep();
    expect(hand.machine.state).toBe('connecting');
  });

  test('no sooner than the refusal says', () => {
    const hand = atTheDoor();
    refuse('FLOOD', true, { retryMs: 9_000 })(hand);
    expect(hand.wake).toBe(9_000);
  });

  test.each(Object.entries(errors).filter(([, { closes, retry }]) => closes && retry))(
    'when it is sent away with %s',
    (code) => {
      const hand = atTheDoor();
      bye(code, 1_000)(hand);
      expect(hand.machine.state).toBe('waiting');
    },
  );
});

describe('a fresh client stops', () => {
  test.each<[string, (hand: Hand) => void, string]>([
    ['the answer is HTTP 400', status(400), 'CLIENT_REFUSED'],
    ['the answer is HTTP 401', status(401), 'CLIENT_REFUSED'],
    ['the origin is not allowed', status(403), 'CLIENT_REFUSED'],
    ['the path is wrong', status(404), 'CLIENT_REFUSED'],
    ['no WebSockets are spoken there', status(426), 'CLIENT_REFUSED'],
    ['the protocol has another version', refuse('CHAT_BAD_COMMAND', false), 'CHAT_BAD_COMMAND'],
    ['the credentials are wrong', refuse('AUTH_FAILED', false), 'AUTH_FAILED'],
    ['the name cannot be', refuse('CHAT_NAME_INVALID', false), 'CHAT_NAME_INVALID'],
    ['it is banned', bye('MODERATION_BANNED'), 'MODERATION_BANNED'],
    ['another client continues its session', bye('CHAT_SESSION_TAKEN'), 'CHAT_SESSION_TAKEN'],
    [
      'the program says that there are no credentials for good',
      (hand) => {
        hand.failed(new ClientError('AUTH_EXPIRED', 'Please log in again.', false));
      },
      'AUTH_EXPIRED',
    ],
  ])('when %s', (_, happen, code) => {
    const hand = handFed();
    hand.connect();
    if (code !== 'AUTH_EXPIRED') hand.opened();
    happen(hand);
    expect([hand.machine.state, hand.machine.reason?.code]).toEqual(['stopped', code]);
  });
});

test('a client that was welcomed at this address before tries again, whatever the status', () => {
  const hand = handFed();
  hand.login();
  hand.closed();
  hand.sleep();
  status(404)(hand);
  expect([hand.machine.state, hand.machine.reason?.code]).toEqual(['waiting', 'CLIENT_CONNECTION_LOST']);
});

test('what waits, and what comes later, is rejected with the reason of the stop', () => {
  const hand = handFed();
  hand.connect();
  const before = hand.submit('join', { room: 'lobby' });
  hand.closed(hand.wire, { status: 403, text: 'HTTP 403: not from here', closeCode: 1006 });
  const after = hand.submit('say', { room: 'lobby', text: 'x', key: 'k' });
  const rejected = hand.effects.flatMap((effect) => (effect.do === 'reject' ? [effect] : []));
  expect(rejected.map(({ command }) => command)).toEqual([before, after]);
  for (const { error } of rejected) {
    expect(error).toMatchObject({
      code: 'CLIENT_STOPPED',
      message: expect.stringContaining('HTTP 403: not from here'),
      details: { reason: 'CLIENT_REFUSED', status: 403, closeCode: 1006, cause: 'HTTP 403: not from here' },
    });
  }
});

test('a request that finds no connection is rejected with why there is none', () => {
  const hand = handFed();
  hand.connect();
  hand.closed(hand.wire, { errno: 'ECONNREFUSED', text: 'connect ECONNREFUSED 127.0.0.1:1' });
  const id = hand.submit('rooms', {}, false);
  expect(hand.effects).toContainEqual(
    expect.objectContaining({
      do: 'reject',
      command: id,
      error: expect.objectContaining({
        code: 'CLIENT_CONNECTION_LOST',
        details: expect.objectContaining({ errno: 'ECONNREFUSED' }),
      }),
    }),
  );
});

test('a client that the program has stopped has no reason', () => {
  const hand = handFed();
  hand.connect();
  hand.closed();
  expect(hand.machine.reason).toBeDefined();
  hand.stop();
  expect(hand.machine.reason).toBeUndefined();
});
