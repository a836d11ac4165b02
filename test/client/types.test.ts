import { describe, expect, expectTypeOf, test } from 'vitest';
import type {
  ChatRoom,
  Client,
  ClientMessage,
  Exchange,
  HistoryEntry,
  MessageEvent,
  ServerTime,
} from '../../client/index.js';
import type { FileData, RoomTopic } from '../../client/plugins/index.js';
import { faultsIn } from './support/compiles.js';

// As a program does it, which writes `partyline/client` where this names the file.
declare module '../../client/index.js' {
  interface ClientCommands {
    'poll.vote': Exchange<{ room: string; choice: number }, { votes: number }>;
  }
  interface MessageKinds {
    poll: { question: string };
  }
}

test('the compiler finds nothing wrong in this file', { timeout: 120_000 }, () => {
  expect(faultsIn(import.meta.url)).toEqual([]);
});

/** What the compiler is asked about is never run. */
const asked = (_: (client: Client) => unknown): void => {};

describe('a command', () => {
  test('of the server itself has its fields and its result', () => {
    asked((client) => expectTypeOf(client.request('ping')).resolves.toEqualTypeOf<ServerTime>());
    asked((client) => expectTypeOf(client.request('rooms', {})).resolves.toHaveProperty('rooms'));
  });

  test('of a plugin that comes along has its fields and its result', () => {
    asked(async (client) => {
      const topic = await client.request('room.topic', { room: 'lobby', topic: 'tea' });
      expectTypeOf(topic).toEqualTypeOf<RoomTopic>();
      const { rooms } = await client.request('history.unread');
      expectTypeOf(rooms[0]?.unread).toEqualTypeOf<number | undefined>();
      await client.request('room.kick', { room: 'lobby', nick: 'bob', reason: 'spamming' });
      await client.request('react', { room: 'lobby', epoch: 'e1', offset: 3, emoji: '🍵' });
    });
  });

  test('with wrong fields, or without those that it needs, does not compile', () => {
    // @ts-expect-error a topic is a text
    asked((client) => client.request('room.topic', { room: 'lobby', topic: 7 }));
    // @ts-expect-error the room is missing
    asked((client) => client.request('room.topic'));
    // @ts-expect-error nobody is named
    asked((client) => client.request('room.kick', { room: 'lobby' }));
  });

  test('of a program’s own is declared by merging', () => {
    asked((client) =>
      expectTypeOf(client.request('poll.vote', { room: 'lobby', choice: 1 })).resolves.toEqualTypeOf<{
        votes: number;
      }>(),
    );
  });

  test('that nobody has declared takes any fields, and brings what is looked at first', () => {
    asked((client) =>
      expectTypeOf(client.request('poll.close', { number: 3 })).resolves.toEqualTypeOf<
        Readonly<Record<string, unknown>>
      >(),
    );
    asked((client) => client.request('who' as string, { anything: true }));
  });
});

describe('a message', () => {
  test('of a known kind has the data of that kind', () => {
    const look = (message: ClientMessage): unknown => {
      if (message.kind === 'file') {
        expectTypeOf(message.data).toExtend<FileData>();
        return message.data.sha256;
      }
      if (message.kind === 'poll') return message.data.question;
      return message.kind === 'delete' ? message.data.edits : message.data;
    };
    expectTypeOf(look).parameter(0).toExtend<MessageEvent>();
  });

  test('is a message to whoever asks no further', () => {
    asked((client) => client.on('message', (message: MessageEvent) => message.text));
    expectTypeOf<ClientMessage>().toExtend<MessageEvent>();
  });

  test('has the data of its kind wherever it comes from', () => {
    asked(async (_client, room?: ChatRoom) => {
      for await (const message of room?.messages() ?? []) if (message.kind === 'file') return message.data.size;
      return 0;
    });
    const sizeOf = (entry: HistoryEntry) => (entry.kind === 'file' ? entry.data.size : entry.edited?.at);
    expectTypeOf(sizeOf).returns.toEqualTypeOf<number | undefined>();
  });
});
