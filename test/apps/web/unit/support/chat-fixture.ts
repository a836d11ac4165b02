import { onTestFinished } from 'vitest';
import { type MemoryPeer, type MemoryTransport, memory } from '../../../../../adapters/transports/memory/index.js';
import {
  activeConversation,
  type Chat,
  type Conversation,
  createChat,
  type Item,
  type MessageItem,
  restoreConversations,
  restoreSignIn,
  type SavedState,
  sendMessage,
  signIn,
} from '../../../../../apps/web/src/chat/index.js';
import { chosenLanguage } from '../../../../../apps/web/src/i18n/index.js';
import type { OpenWire } from '../../../../../client/index.js';
import { createHub, type Hub, type HubParts, type Plugin, silent } from '../../../../../index.js';
import { history } from '../../../../../plugins/history/index.js';
import { eventually } from '../../../../support/eventually.js';

/** A hub and chat pages connected to it. */
export interface ChatFixture {
  readonly hub: Hub;
  readonly transport: MemoryTransport;
  /** Opens a page with a nick, or `''` for the saved one. Resolves once the page has joined its rooms. */
  page(nick: string, options?: PageOptions): Promise<TestPage>;
}

/** Options of a page. */
export interface PageOptions {
  /** Saved rooms. Default: the lobby. */
  readonly rooms?: readonly string[];
  readonly token?: string;
  readonly saved?: SavedState;
}

/** The chat of a page, without its user interface. */
export interface TestPage {
  readonly chat: Chat;
  readonly saved: SavedState;
  /** Sets whether the hub is reachable; if not, the connection is closed and attempts fail. */
  setReachable(isReachable: boolean): void;
  /** Passes a frame to the page as if the server sent it. */
  inject(frame: unknown): void;
  /** Returns the frames of a type that the page has sent so far. */
  sent(type: string): readonly Readonly<Record<string, unknown>>[];
  /** Returns the active conversation, or the one with a key. */
  room(key?: string): Conversation;
  items(key?: string): readonly Item[];
  messages(key?: string): readonly MessageItem[];
  texts(key?: string): readonly string[];
  /** Resolves once a condition is true. */
  until(condition: () => boolean): Promise<void>;
}

/** Returns a saved state with only rooms. */
export const savedRooms = (rooms: readonly string[] = ['lobby']): SavedState => ({
  nick: undefined,
  rooms,
  recipients: [],
});

/** Starts a hub that stops after the test. */
export async function chatFixture(
  plugins: readonly Plugin[] = [history()],
  parts: Partial<Pick<HubParts, 'broker' | 'limits'>> = {},
): Promise<ChatFixture> {
  chosenLanguage.value = 'en';
  const transport = memory();
  const hub = createHub({ plugins, ...parts, logger: silent });
  await hub.listen(transport);
  onTestFinished(() => hub.stop());
  return { hub, transport, page: (nick, options) => openPage(transport, nick, options) };
}

async function openPage(transport: MemoryTransport, nick: string, options: PageOptions = {}): Promise<TestPage> {
  const { rooms, token, saved: kept = savedRooms(rooms) } = options;
  const sent: Readonly<Record<string, unknown>>[] = [];
  let isReachable = true;
  let peer: MemoryPeer | undefined;
  let inject = (_frame: string): void => {};

  const open: OpenWire = (events) => {
    if (!isReachable) {
      setImmediate(() => events.closed());
      return { send() {}, close() {} };
    }
    const mine = transport.connect({ subprotocol: 'partyline.v1' });
    peer = mine;
    inject = (frame) => events.frame(frame);
    mine.onframe = (frame) => events.frame(frame);
    void mine.closed.then(() => events.closed());
    queueMicrotask(() => events.opened());
    return {
      binary: true,
      send(frame) {
        if (typeof frame === 'string') sent.push(JSON.parse(frame));
        mine.send(frame);
      },
      close: () => mine.close(),
    };
  };

  const chat = createChat({
    open,
    client: 'web/test',
    saved: kept,
    base: '/',
    scheduleFrame: (run) => void setImmediate(run),
    ...(token === undefined ? {} : { token }),
  });
  onTestFinished(() => chat.client.stop());
  restoreConversations(chat, undefined);
  if (nick === '') restoreSignIn(chat);
  else signIn(chat, nick);

  const page: TestPage = {
    chat,
    saved: kept,
    setReachable(is) {
      isReachable = is;
      if (!is) peer?.abort();
    },
    inject: (frame) => inject(typeof frame === 'string' ? frame : JSON.stringify(frame)),
    sent: (type) => sent.filter((frame) => frame.type === type),
    room(key) {
      const found =
        key === undefined ? activeConversation(chat) : chat.conversations.value.find((one) => one.key === key);
      if (found === undefined) throw new TypeError(`There is no conversation ${key ?? 'shown'}.`);
      return found;
    },
    items: (key) => page.room(key).items.value,
    messages: (key) => page.items(key).filter((item) => item.type === 'message'),
    texts: (key) => page.messages(key).map(({ text }) => text),
    until: eventually,
  };
  await eventually(() => kept.rooms.every((room) => page.room(room).joined.value));
  return page;
}

/** Returns a number of different texts. */
export const messageTexts = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, n) => `line ${n + 1}`);

/** Sends messages to the active room and waits until they are confirmed. */
export async function sendAll(page: TestPage, texts: readonly string[]): Promise<void> {
  const before = page.texts().length;
  for (const text of texts) sendMessage(page.chat, page.room(), text);
  const isDone = () =>
    page.texts().length === before + texts.length && page.messages().every((one) => one.state === 'sent');
  await page.until(isDone);
}

/** Returns the message with a text in the active room. */
export const findMessage = (page: TestPage, text: string): MessageItem => {
  const found = page.messages().find((item) => item.text === text);
  if (found === undefined) throw new TypeError(`There is no message ${text}.`);
  return found;
};

/** Creates a room with a number of messages of bob, and opens ann's page. */
export async function roomFixture(count: number, parts: Parameters<typeof chatFixture>[1] = {}) {
  const { page, hub } = await chatFixture([history()], parts);
  const bob = await page('bob');
  for (let from = 0; from < count; from += 100) await sendAll(bob, messageTexts(count).slice(from, from + 100));
  const ann = await page('ann');
  await ann.until(() => ann.texts().length === Math.min(count, 50));
  return { ann, bob, hub, page };
}
