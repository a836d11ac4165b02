import { describe, expect, test } from 'vitest';
import { recovered } from './support/frames.js';
import { staged } from './support/staged.js';

const token = 'kept-by-the-page-in-a-drawer';
const back = { resume: { token, ms: 1 }, resumed: true, rooms: ['lobby'] };

describe('a client with the token of an earlier one', () => {
  test('comes back with it, and without places that it does not have', () => {
    const { client, wire } = staged({ token });
    expect(client.token).toBe(token);
    client.connect();
    wire().events.opened();
    expect(wire().sent[0]).toMatchObject({ type: 'hello', resume: token });
    expect(wire().sent[0]).not.toHaveProperty('positions');
  });

  test('is in the rooms of the session at once, and knows them once they are caught up', () => {
    const { client, send, welcome } = staged({ token });
    const heard: unknown[] = [];
    client.on('welcome', (how) => heard.push([how, ...client.rooms.keys()]));
    client.on('roster', (room) => heard.push(room));
    client.on('caughtUp', (room, result) => heard.push([room, result]));
    client.connect();
    welcome(back);
    expect(client.rooms.get('lobby')).toMatchObject({ recovering: true, position: undefined });
    send(recovered(4));
    expect(heard).toEqual([['resumed', 'lobby'], 'lobby', 'lobby', ['lobby', { how: 'recovered', messages: 0 }]]);
    expect(client.rooms.get('lobby')).toMatchObject({ recovering: false, position: { epoch: 'e1', offset: 4 } });
  });

  test('joins a room that the session is in', async () => {
    const { client, answer, send, welcome } = staged({ token });
    client.connect();
    welcome(back);
    const joining = client.join('Lobby');
    send(recovered(4));
    answer({ type: 'ok', result: { room: 'lobby', epoch: 'e1', offset: 4, members: [] } });
    const lobby = await joining;
    expect(lobby).toMatchObject({ name: 'lobby', inside: true, recovering: false, since: { offset: 4 } });
  });

  test('begins a new session where the old one is gone', () => {
    const { client, welcome } = staged({ token });
    const heard: unknown[] = [];
    client.on('welcome', (how) => heard.push(how));
    client.connect();
    welcome({ resume: { token, ms: 1 }, resumed: false, rooms: [] });
    expect([heard, client.rooms.size, client.token]).toEqual([['fresh'], 0, token]);
  });

  test('does not use it again after a quit', async () => {
    const { client, answer, send, wire, welcome } = staged({ token });
    client.connect();
    welcome(back);
    const quitting = client.quit();
    answer({ type: 'ok', result: {} });
    send({ type: 'bye', code: 'bye', text: 'Goodbye.' });
    await quitting;
    expect(client.token).toBeUndefined();
    client.connect();
    wire().events.opened();
    expect(wire().sent[0]).toMatchObject({ resume: 'drawn-by-the-client-itself' });
  });

  test.each(['', 'short', 'x'.repeat(129), 'with a space in the middle of it', `${token}\n`])(
    'is not made with what can be none: %j',
    (wrong) => {
      expect(() => staged({ token: wrong })).toThrow(TypeError);
    },
  );
});

describe('a client without one', () => {
  test('has none before its first attempt, then its own', () => {
    const { client, wire } = staged();
    expect(client.token).toBeUndefined();
    client.connect();
    wire().events.opened();
    expect(client.token).toBe('drawn-by-the-client-itself');
  });

  test('has the one of the server after the welcome, and keeps it when it is stopped', () => {
    const { client, welcome } = staged();
    client.connect();
    welcome();
    client.stop();
    expect(client.token).toBe('t');
  });

  test('is fresh although its first hello was done, and only the answer was lost', async () => {
    const { client, clock, wire, welcome } = staged();
    const heard: unknown[] = [];
    client.on('welcome', (how) => heard.push(how));
    client.connect();
    wire().events.opened();
    wire().events.closed();
    await clock.advance(0);
    welcome({ resumed: true, rooms: [] });
    expect(heard).toEqual(['fresh']);
  });
});
