import {
  activeConversation,
  type Conversation,
  createChat,
  type Memory,
  recall,
  signIn,
} from '../../../apps/web/src/chat/index.js';
import { chosenLanguage } from '../../../apps/web/src/i18n/index.js';
import { type FakeSocket, fakePlatform, letIn, newest, type Sent } from './fake-platform.js';

/** Lets everything that waits for an answer go on. */
export const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** A page of ann's, in the room `lobby`, with nobody else there. */
export async function visit(rooms: readonly string[] = ['lobby']) {
  chosenLanguage.value = 'en';
  const platform = fakePlatform();
  const memory: Memory = { nick: undefined, rooms };
  const chat = createChat({ url: 'ws://host/ws', client: 'web/test', platform, memory });
  let offset = 0;
  const socket = (): FakeSocket => newest(platform.sockets);
  const sent = (type: string): readonly Sent[] => socket().sent.filter((frame) => frame.type === type);
  const answer = async (frame: Sent | undefined, result: object): Promise<void> => {
    socket().say({ type: 'ok', ref: frame?.ref, result });
    await settle();
  };

  const page = {
    chat,
    memory,
    platform,
    socket,
    sent,
    answer,
    /** Answers the newest command of a type. */
    ok: (type: string, result: object) => answer(newest(sent(type)), result),
    /** Refuses the newest command of a type. */
    async refuse(type: string, code: string, details: object = {}): Promise<void> {
      socket().say({ type: 'error', ref: newest(sent(type)).ref, code, text: `No: ${code}`, retry: false, details });
      await settle();
    },
    /** Opens the newest socket, logs in, and enters all rooms that were asked for. */
    async arrive(id = 'a', log: { epoch: string; offset: number } = { epoch: 'e', offset }): Promise<void> {
      socket().open();
      letIn(socket(), 'ann', id);
      const members = [{ id, nick: 'ann', wires: ['websocket/native'] }];
      for (const join of sent('join')) await answer(join, { room: join.room, ...log, members });
      await settle();
    },
    /** A message reaches the page. */
    hear(fields: object): void {
      socket().say({
        type: 'message',
        room: 'lobby',
        id: `m${++offset}`,
        epoch: 'e',
        offset,
        at: platform.now(),
        from: { id: 'b', nick: 'bob' },
        kind: 'text',
        text: 'hi',
        ...fields,
      });
    },
    /** The conversation that is shown. */
    here(): Conversation {
      const conversation = activeConversation(chat);
      if (conversation === undefined) throw new TypeError('No conversation is shown.');
      return conversation;
    },
    /** What the shown conversation has, in short. */
    lines: () =>
      page.here().items.value.map((item) => {
        if (item.type === 'message') return `${item.from.nick}: ${item.text} (${item.state})`;
        if (item.type === 'presence') return `${item.nick} ${item.change}`;
        return item.said.map((said) => ('phrase' in said ? said.phrase : said.text)).join(' ');
      }),
  };
  recall(chat, rooms, undefined);
  signIn(chat, 'ann');
  await page.arrive();
  return page;
}
