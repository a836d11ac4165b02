import { effect } from '@preact/signals';
import { type ClientClock, createClient, type OpenWire } from '../../../../client/index.js';
import { subscribeToClient } from './events/receive.js';
import { createUpdateBatcher, type ScheduleFrame } from './frames.js';
import { loadNewest } from './history/load.js';
import { handleStateChange, handleWelcome } from './identity.js';
import { publishChanges } from './list/show.js';
import { activeConversation, type Chat, createChatState, type SavedState } from './state.js';

/** What a chat is made of. */
export interface ChatOptions {
  /** Opens wires to the gateway. */
  readonly open: OpenWire;
  /** What the page calls itself. */
  readonly client: string;
  /** What the session of this tab is resumed with after it was reloaded. */
  readonly token?: string | undefined;
  readonly saved: SavedState;
  /** The path that the gateway's pages and files are under. */
  readonly base: string;
  readonly scheduleFrame: ScheduleFrame;
  /** Default: the browser's. */
  readonly clock?: ClientClock;
}

const browserClock: ClientClock = {
  now: () => Date.now(),
  after(ms, run) {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};

/** Makes a chat; it connects when somebody signs in. */
export function createChat({
  open,
  client: name,
  token,
  saved: memory,
  base,
  scheduleFrame: painter,
  clock = browserClock,
}: ChatOptions): Chat {
  const client = createClient({
    open,
    client: name,
    clock,
    nickFallback: false,
    ...(token === undefined ? {} : { token }),
    ...(memory.nick === undefined ? {} : { nick: memory.nick }),
  });
  const frames = createUpdateBatcher(painter, (changed) => publishChanges(chat, changed));
  const chat: Chat = createChatState({ client, saved: memory, clock, base, updates: frames });
  client.on('state', (state, reason) => handleStateChange(chat, state, reason));
  client.on('welcome', (how) => handleWelcome(chat, how));
  subscribeToClient(chat);
  // What was said before is loaded for rooms that somebody looks at.
  effect(() => {
    const shown = activeConversation(chat);
    const isOnline = chat.connectionState.value.name === 'online';
    if (shown === undefined || !isOnline || !shown.joined.value || shown.older.value !== 'unknown') return;
    queueMicrotask(() => void loadNewest(chat, shown));
  });
  return chat;
}
