import { effect } from '@preact/signals';
import { type ClientClock, createClient, type OpenWire } from '../../../../client/index.js';
import { createUpdateBatcher, type ScheduleFrame } from '../render-scheduler.js';
import { handleStateChange, handleWelcome } from './connection.js';
import type { Conversation } from './conversation.js';
import { subscribeToClient } from './events/receive.js';
import { loadNewest } from './history/load.js';
import { activeConversation, type Chat, createChatState, type SavedState } from './state.js';
import { publishChanges } from './timeline/update.js';

/** Options of {@link createChat}. */
export interface ChatOptions {
  /** Opens connections to the gateway. */
  readonly open: OpenWire;
  /** The name that the page reports to the server. */
  readonly client: string;
  /** Token to resume this tab's session with after a reload. */
  readonly token?: string | undefined;
  readonly saved: SavedState;
  /** Path of the gateway's pages and files, with a slash at the end. */
  readonly base: string;
  readonly scheduleFrame: ScheduleFrame;
  /** Monotonic clock. Default: `performance.now()` and `setTimeout`. */
  readonly clock?: ClientClock;
}

const browserClock: ClientClock = {
  now: () => performance.now(),
  after(ms, run) {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};

/** Creates a chat. It connects on sign-in. */
export function createChat({
  open,
  client: name,
  token,
  saved,
  base,
  scheduleFrame,
  clock = browserClock,
}: ChatOptions): Chat {
  const client = createClient({
    open,
    client: name,
    clock,
    nickFallback: false,
    ...(token === undefined ? {} : { token }),
    ...(saved.nick === undefined ? {} : { nick: saved.nick }),
  });
  const updates = createUpdateBatcher<Conversation>(scheduleFrame, (changed) => publishChanges(chat, changed));
  const chat: Chat = createChatState({ client, saved, clock, base, updates });
  client.on('state', (state, reason) => handleStateChange(chat, state, reason));
  client.on('welcome', (how) => handleWelcome(chat, how));
  subscribeToClient(chat);
  // Load the history of the shown room.
  effect(() => {
    const active = activeConversation(chat);
    const isOnline = chat.connectionState.value.name === 'online';
    if (active === undefined || !isOnline || !active.joined.value || active.older.value !== 'unknown') return;
    queueMicrotask(() => void loadNewest(chat, active));
  });
  return chat;
}
