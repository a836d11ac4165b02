import { describe, expect, test } from 'vitest';
import { createLink, type LinkState, SUBPROTOCOL } from '../../apps/web/src/connection/index.js';
import { fakePlatform, letIn, newest } from './support/fake-platform.js';

const bye = { type: 'bye', code: 'CHAT_DRAINING', text: 'Going down.' };

function start() {
  const platform = fakePlatform();
  const states: LinkState[] = [];
  const link = createLink({
    url: 'ws://host/ws',
    client: 'web/test',
    platform,
    events: { state: (state) => states.push(state), welcome: () => {}, event: () => {} },
  });
  link.start('ann');
  const socket = () => newest(platform.sockets);
  const refuse = (code: string, more: object = {}) =>
    socket().say({ type: 'error', ref: newest(socket().sent).ref, code, text: 'No.', retry: false, ...more });
  const online = () => {
    socket().open();
    letIn(socket(), 'ann');
  };
  return { platform, link, socket, refuse, online, state: () => newest(states) };
}

describe('logging in', () => {
  test('asks for the subprotocol and says hello first', () => {
    const { socket } = start();
    socket().open();
    expect(socket().subprotocol).toBe(SUBPROTOCOL);
    expect(socket().sent).toEqual([{ type: 'hello', nick: 'ann', protocol: 1, client: 'web/test', ref: 1 }]);
  });

  test('is done with the welcome', () => {
    const { online, state } = start();
    online();
    expect(state()).toEqual({ name: 'online' });
  });

  test('wants another nick when this one is taken, and goes on with it on the same socket', () => {
    const { platform, link, socket, refuse, state } = start();
    socket().open();
    refuse('CHAT_NICK_TAKEN', { details: { suggestion: 'ann2' } });
    expect(state()).toMatchObject({ name: 'naming', nick: 'ann', fault: { details: { suggestion: 'ann2' } } });
    link.start('ann2');
    letIn(socket(), 'ann2');
    expect(state()).toEqual({ name: 'online' });
    expect(platform.sockets).toHaveLength(1);
  });

  test('still waits for a nick when the server has lost its patience, and connects anew for it', () => {
    const { platform, link, socket, refuse, state } = start();
    socket().open();
    refuse('CHAT_NICK_TAKEN');
    socket().drop();
    expect(state().name).toBe('naming');
    link.start('eve');
    socket().open();
    expect(platform.sockets).toHaveLength(2);
    expect(newest(socket().sent)).toMatchObject({ type: 'hello', nick: 'eve' });
  });

  test('ends when the server refuses for good', () => {
    const { socket, refuse, state } = start();
    socket().open();
    refuse('AUTH_FAILED');
    expect(state()).toEqual({ name: 'refused', reason: { code: 'AUTH_FAILED', text: 'No.' } });
    expect(socket().closed).toBe(true);
  });

  test('is given up and tried again when nothing answers in ten seconds', () => {
    const { platform, socket, state } = start();
    platform.pass(10_000);
    expect(socket().closed).toBe(true);
    expect(state().name).toBe('waiting');
  });
});

describe('a lost connection', () => {
  test('is tried again after a wait that chance decides, longer with every failure', () => {
    const { platform, socket, state } = start();
    const waits = [0, 1, 2].map(() => {
      socket().drop();
      const waiting = state();
      const ms = waiting.name === 'waiting' ? waiting.until - platform.now() : -1;
      platform.pass(ms);
      return ms;
    });
    expect(waits).toEqual([250, 500, 1_000]);
    expect(platform.sockets).toHaveLength(4);
  });

  test('begins with short waits again once one has lasted', () => {
    const { platform, online, socket, state } = start();
    socket().drop();
    platform.pass(250);
    online();
    platform.pass(10_000);
    socket().drop();
    expect(state()).toMatchObject({ name: 'waiting', until: platform.now() + 250 });
  });

  test('comes back when the server said it may', () => {
    const { platform, online, socket, state } = start();
    online();
    socket().say({ ...bye, reconnectMs: 1_234 });
    socket().drop();
    const reason = { code: 'CHAT_DRAINING', text: 'Going down.' };
    expect(state()).toEqual({ name: 'waiting', until: platform.now() + 1_234, reason });
  });

  test('stays lost when the server does not say when to come back', () => {
    const { platform, online, socket, state } = start();
    online();
    socket().say(bye);
    socket().drop();
    platform.pass(3_600_000);
    expect(state().name).toBe('refused');
    expect(platform.sockets).toHaveLength(1);
  });

  test('is tried at once when the network or the person is back', () => {
    const { platform, link, online, socket } = start();
    online();
    socket().say({ ...bye, reconnectMs: 60_000 });
    socket().drop();
    link.hurry();
    expect(platform.sockets).toHaveLength(2);
    platform.pass(1_000);
    expect(platform.sockets).toHaveLength(2);
  });

  test('comes back under the offered nick while the server still has the old one', () => {
    const { platform, online, socket, refuse, state } = start();
    online();
    socket().drop();
    platform.pass(250);
    socket().open();
    refuse('CHAT_NICK_TAKEN', { details: { suggestion: 'ann2' } });
    expect(newest(socket().sent)).toMatchObject({ type: 'hello', nick: 'ann2' });
    letIn(socket(), 'ann2');
    expect(state().name).toBe('online');
  });

  test('that is not known to be lost shows by its silence', () => {
    const { platform, online, socket, state } = start();
    online();
    platform.pass(25_000);
    expect(newest(socket().sent).type).toBe('ping');
    platform.pass(8_000);
    expect(state().name).toBe('waiting');
  });

  test('is none while anything arrives', () => {
    const { platform, online, socket, state } = start();
    online();
    for (let second = 0; second < 100; second += 20) {
      platform.pass(20_000);
      socket().say({ type: 'notice', text: 'still here' });
    }
    expect(state().name).toBe('online');
  });
});

describe('a command', () => {
  test('gets its own answer, in whatever order answers come', async () => {
    const { link, online, socket } = start();
    online();
    const first = link.request({ type: 'who', room: 'a' });
    const second = link.request({ type: 'who', room: 'b' });
    const [, one, two] = socket().sent;
    socket().say({ type: 'ok', ref: two?.ref, result: { room: 'b' } });
    socket().say({ type: 'ok', ref: one?.ref, result: { room: 'a' } });
    expect(await Promise.all([first, second])).toEqual([{ room: 'a' }, { room: 'b' }]);
  });

  test('fails with the code of the refusal', async () => {
    const { link, online, refuse } = start();
    online();
    const answer = link.request({ type: 'join', room: 'x' });
    refuse('CHAT_ROOM_FULL', { retry: true });
    await expect(answer).rejects.toMatchObject({ code: 'CHAT_ROOM_FULL', message: 'No.', retry: true });
  });

  test('fails at once without a connection', async () => {
    const { link } = start();
    await expect(link.request({ type: 'rooms' })).rejects.toMatchObject({ code: 'PAGE_OFFLINE' });
  });

  test('fails when the connection breaks before the answer', async () => {
    const { link, online, socket } = start();
    online();
    const answer = link.request({ type: 'rooms' });
    socket().drop();
    await expect(answer).rejects.toMatchObject({ code: 'PAGE_CONNECTION_LOST' });
  });
});

test('stopping says farewell and stays off', () => {
  const { platform, link, online, socket, state } = start();
  online();
  link.stop();
  expect(newest(socket().sent).type).toBe('quit');
  socket().drop();
  platform.pass(3_600_000);
  expect(state()).toEqual({ name: 'off' });
  expect(platform.sockets).toHaveLength(1);
});
