import { describe, expect, test } from 'vitest';
import { type ChatRoom, ClientError } from '../../client/index.js';
import { bob, message, recovered } from './support/frames.js';
import { staged } from './support/staged.js';

/** Somebody who is in the lobby, where bob is. */
async function inLobby() {
  const stage = staged();
  const { client, answer, welcome } = stage;
  client.connect();
  welcome();
  const joining = client.join('Lobby');
  answer({ type: 'ok', result: { room: 'lobby', epoch: 'e1', offset: 0, members: [bob] } });
  return { ...stage, room: await joining };
}

const textsOf = async (room: ChatRoom, count: number): Promise<string[]> => {
  const texts: string[] = [];
  for await (const { text } of room.messages()) if (texts.push(text) === count) break;
  return texts;
};

describe('a room', () => {
  test('knows where it is and who is there, under its folded name', async () => {
    const { room, send } = await inLobby();
    send(message(1));
    expect(room).toMatchObject({ name: 'lobby', inside: true, recovering: false, members: [bob] });
    expect([room.since, room.position]).toEqual([
      { epoch: 'e1', offset: 0 },
      { epoch: 'e1', offset: 1 },
    ]);
  });

  test('speaks, tells that somebody writes, and is left', async () => {
    const { room, wire, answer } = await inLobby();
    const said = room.say('hi', { kind: 'action' });
    expect(wire().sent.at(-1)).toMatchObject({ type: 'say', room: 'lobby', text: 'hi', kind: 'action' });
    answer({ type: 'ok', result: { id: 'm1', room: 'lobby', epoch: 'e1', offset: 1, at: 5 } });
    expect((await said).offset).toBe(1);
    room.typing();
    expect(wire().sent.at(-1)).toMatchObject({ type: 'typing', room: 'lobby', on: true });
    const leaving = room.leave();
    answer({ type: 'ok', result: { room: 'lobby' } });
    await leaving;
    expect([room.inside, room.position, room.members]).toEqual([false, undefined, []]);
  });

  test('is heard alone', async () => {
    const { room, send } = await inLobby();
    const heard: unknown[] = [];
    const deaf = room.on('message', ({ text }) => void heard.push(text));
    room.on('roster', (name) => void heard.push(name));
    send(message(1));
    send(message(1, { room: 'attic' }));
    send({ type: 'joined', room: 'lobby', user: { id: 'c', nick: 'cid', wires: [] } });
    deaf();
    send(message(2));
    expect(heard).toEqual(['message 1', 'lobby']);
  });

  test('reads what was said before', async () => {
    const { room, wire, answer } = await inLobby();
    const reading = room.history({ before: { epoch: 'e1', offset: 40 }, limit: 2 });
    expect(wire().sent.at(-1)).toMatchObject({
      type: 'history',
      room: 'lobby',
      before: { epoch: 'e1', offset: 40 },
      limit: 2,
    });
    const page = { room: 'lobby', entries: [message(38), message(39)], more: true, gap: false };
    answer({ type: 'ok', result: page });
    expect(await reading).toEqual(page);
  });
});

describe('the messages of a room', () => {
  test('come one after the other, those too that came before the first was asked for', async () => {
    const { room, send } = await inLobby();
    const messages = room.messages();
    send(message(1));
    send(message(2, { room: 'attic', offset: 1 }));
    const [first, second] = [messages.next(), messages.next()];
    send(message(2));
    expect([(await first).value?.text, (await second).value?.text]).toEqual(['message 1', 'message 2']);
  });

  test('go on over a lost connection', async () => {
    const { room, wire, send, welcome, clock } = await inLobby();
    const texts = textsOf(room, 2);
    send(message(1));
    wire().events.closed();
    await clock.advance(60_000);
    welcome({ resumed: true, rooms: ['lobby'] });
    send(message(2));
    send(recovered(2));
    expect(await texts).toEqual(['message 1', 'message 2']);
  });

  test.each([
    ['leaves', ({ room, answer }) => [void room.leave(), answer({ type: 'ok', result: { room: 'lobby' } })]],
    [
      'is put out',
      ({ send }) => send({ type: 'left', room: 'lobby', user: { id: 'u', nick: 'ann' }, reason: 'enough' }),
    ],
    ['stops', ({ client }) => client.stop()],
  ] as readonly (readonly [string, (stage: Awaited<ReturnType<typeof inLobby>>) => unknown])[])(
    'end when the user %s, behind those that have come',
    async (_, act) => {
      const stage = await inLobby();
      const messages = stage.room.messages();
      stage.send(message(1));
      const first = messages.next();
      const end = messages.next();
      act(stage);
      expect([(await first).value?.text, (await end).done]).toEqual(['message 1', true]);
      expect((await messages.next()).done).toBe(true);
    },
  );

  test('are not listened to any more by whoever breaks off', async () => {
    const { room, send } = await inLobby();
    const texts = textsOf(room, 1);
    send(message(1));
    await texts;
    const messages = room.messages();
    await messages.return?.();
    send(message(2));
    expect(await messages.next()).toEqual({ value: undefined, done: true });
  });

  test('fail for whoever is too far behind, instead of being lost in silence', async () => {
    const { room, send } = await inLobby();
    const messages = room.messages();
    for (let offset = 1; offset <= 10_001; offset++) send(message(offset));
    const error = await messages.next().catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ClientError);
    expect(error).toMatchObject({ code: 'CLIENT_BEHIND', details: { limit: 10_000 } });
    expect((await messages.next()).done).toBe(true);
  });
});
