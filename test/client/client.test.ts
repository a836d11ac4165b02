import { describe, expect, test } from 'vitest';
import { ClientError } from '../../client/index.js';
import { message } from './support/frames.js';
import { staged } from './support/staged.js';

const lobby = { type: 'ok', result: { room: 'lobby', epoch: 'e1', offset: 0, members: [] } };
const kept = { id: 'm1', room: 'lobby', epoch: 'e1', offset: 1, at: 5 };

describe('a client', () => {
  test('does nothing until it is told to connect', () => {
    const { client, clock, wires } = staged();
    expect([client.state, client.user, client.rooms.size]).toEqual(['idle', undefined, 0]);
    expect([wires.length, clock.timers]).toEqual([0, 0]);
  });

  test('logs in, joins and says something', async () => {
    const { client, answer, send, welcome } = staged();
    client.connect();
    welcome();
    const joining = client.join('lobby');
    answer(lobby);
    expect(await joining).toMatchObject({ name: 'lobby', since: { epoch: 'e1', offset: 0 }, members: [] });
    const saying = client.say('lobby', 'hi');
    send(message(1));
    answer({ type: 'ok', result: kept });
    expect(await saying).toEqual({ ...kept, key: 'id1' });
    expect([client.state, client.user]).toEqual(['online', { id: 'u', nick: 'ann' }]);
  });

  test('sends the options of a message along', () => {
    const { client, wire, welcome } = staged();
    client.connect();
    welcome();
    void client.say('lobby', 'waves', { kind: 'action', data: { mood: 'sunny' }, key: 'mine' });
    expect(wire().sent.at(-1)).toMatchObject({ kind: 'action', data: { mood: 'sunny' }, key: 'mine' });
    void client.tell('bob', 'psst');
    expect(wire().sent.at(-1)).toMatchObject({ type: 'tell', to: 'bob', text: 'psst', key: 'id1' });
  });

  test('sends what was meant when it was said, whatever becomes of the data', () => {
    const { client, wire, welcome } = staged();
    const data = { votes: 1 };
    void client.say('lobby', 'x', { data });
    data.votes = 2;
    client.connect();
    welcome();
    expect(wire().sent.at(-1)).toMatchObject({ data: { votes: 1 } });
  });

  test('throws a TypeError for data that JSON cannot carry', () => {
    const { client } = staged();
    expect(() => client.say('lobby', 'x', { data: 1n })).toThrow(TypeError);
  });

  test('rejects with an error that has a code', async () => {
    const { client, answer, welcome } = staged();
    client.connect();
    welcome();
    const joining = client.join('lobby');
    answer({ type: 'error', code: 'CHAT_ROOM_FULL', text: 'Full.', retry: true });
    await expect(joining).rejects.toBeInstanceOf(ClientError);
    await expect(joining).rejects.toMatchObject({ code: 'CHAT_ROOM_FULL', retry: true, message: 'Full.' });
  });

  test('leaves no rejection unhandled when promises are ignored', async () => {
    const { client, clock } = staged();
    const unhandled: unknown[] = [];
    const note = (reason: unknown) => unhandled.push(reason);
    process.on('unhandledRejection', note);
    try {
      void client.say('lobby', 'x');
      client.stop();
      await clock.settle();
    } finally {
      process.off('unhandledRejection', note);
    }
    expect(unhandled).toEqual([]);
  });

  test('comes back by itself and sends again what was not answered', async () => {
    const { client, clock, wires, wire, welcome } = staged();
    client.connect();
    welcome();
    void client.say('lobby', 'x', { key: 'k' });
    wire().events.closed();
    await clock.advance(0);
    welcome({ resumed: true, rooms: [] });
    expect(wires).toHaveLength(2);
    expect(wire().sent.map(({ type, key, resume }) => key ?? resume ?? type)).toEqual(['t', 'k']);
  });

  test('asks for credentials anew at every attempt', async () => {
    let count = 0;
    const { client, clock, wire, welcome } = staged({ credentials: () => ({ pass: ++count }) });
    client.connect();
    welcome();
    wire().events.closed();
    await clock.advance(0);
    wire().events.opened();
    expect(wire().sent[0]).toMatchObject({ credentials: { pass: 2 } });
  });

  test('leaves no timer behind when it is stopped', async () => {
    const { client, clock, wire, welcome } = staged();
    client.connect();
    welcome({ heartbeatMs: 1_000 });
    client.stop();
    expect([clock.timers, wire().closed]).toEqual([0, true]);
  });

  test('goes away when it quits', async () => {
    const { client, answer, send, wire, welcome } = staged();
    client.connect();
    welcome();
    const quitting = client.quit('Good night');
    expect(wire().sent.at(-1)).toMatchObject({ type: 'quit', text: 'Good night' });
    answer({ type: 'ok', result: {} });
    send({ type: 'bye', code: 'bye', text: 'Goodbye.' });
    await quitting;
    expect([client.state, client.user]).toEqual(['stopped', undefined]);
  });

  test('leaves, takes another nick and types', async () => {
    const { client, wire, answer, welcome } = staged();
    client.connect();
    welcome();
    const leaving = client.leave('lobby');
    answer({ type: 'ok', result: { room: 'lobby' } });
    expect(await leaving).toBeUndefined();
    const naming = client.nick('anna');
    answer({ type: 'ok', result: { nick: 'anna' } });
    expect(await naming).toBe('anna');
    client.typing('lobby');
    client.typing('lobby', false);
    expect(wire().sent.slice(-2)).toMatchObject([
      { type: 'typing', room: 'lobby', on: true },
      { type: 'typing', room: 'lobby', on: false },
    ]);
  });

  test('hurries when it is told that the network is back', () => {
    const { client, wires, wire } = staged({
      random: { id: () => 'id', secret: () => 'drawn-by-the-client-itself', between: (_low, high) => high },
    });
    client.connect();
    wire().events.closed();
    client.hurry();
    expect([wires.length, client.state]).toEqual([2, 'connecting']);
  });

  test('makes other requests', async () => {
    const { client, wire, answer, welcome } = staged();
    client.connect();
    welcome();
    const asking = client.request('who', { room: 'lobby' });
    expect(wire().sent.at(-1)).toMatchObject({ type: 'who', room: 'lobby' });
    answer({ type: 'ok', result: { members: [] } });
    expect(await asking).toEqual({ members: [] });
  });

  test.each([{ pending: 0 }, { pending: 1.5 }, { connectMs: 0 }, { connectMs: Number.NaN }])(
    'is not made with %j',
    (wrong) => {
      expect(() => staged(wrong)).toThrow(TypeError);
    },
  );

  test('waits for a time that is longer than any timer', async () => {
    const { client, clock, send, wires, welcome } = staged();
    client.connect();
    welcome();
    send({ type: 'bye', code: 'CHAT_DRAINING', text: '', reconnectMs: 2 ** 31 });
    await clock.advance(2 ** 31 - 1);
    expect(wires).toHaveLength(1);
    await clock.advance(1);
    expect(wires).toHaveLength(2);
  });
});

describe('a wire', () => {
  test('that cannot even be opened is a lost one, and its error is heard of', async () => {
    const { client, clock } = staged({
      open() {
        throw new SyntaxError('Not a URL.');
      },
    });
    client.connect();
    expect(client.state).toBe('waiting');
    await expect(clock.advance(0)).rejects.toThrow('Not a URL.');
  });

  test('that comes late changes nothing for the one that has replaced it', async () => {
    const { client, clock, wires, wire, welcome } = staged({ connectMs: 1_000 });
    client.connect();
    await clock.advance(1_000);
    expect(wires).toHaveLength(2);
    welcome();
    wires[0]?.events.opened();
    wires[0]?.events.closed();
    expect(client.state).toBe('online');
    expect([wires[0]?.sent, wires[0]?.closed]).toEqual([[], true]);
    expect(wire().sent).toHaveLength(1);
  });
});
