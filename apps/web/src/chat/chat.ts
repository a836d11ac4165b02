import { effect } from '@preact/signals';
import { type ClientClock, createClient, type OpenWire } from '../../../../client/index.js';
import { receive } from './events/receive.js';
import { createFrames, type Painter } from './frames.js';
import { loadNewest } from './history/load.js';
import { stateChanged, welcomed } from './identity.js';
import { showChanges } from './list/show.js';
import { activeConversation, type Chat, createState, type Memory } from './state.js';

/** What a chat is made of. */
export interface ChatOptions {
  /** Opens wires to the gateway. */
  readonly open: OpenWire;
  /** What the page calls itself. */
  readonly client: string;
  /** What the session of this tab is resumed with after it was reloaded. */
  readonly token?: string | undefined;
  readonly memory: Memory;
  /** The path that the gateway's pages and files are under. */
  readonly base: string;
  readonly painter: Painter;
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
  memory,
  base,
  painter,
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
  const frames = createFrames(painter, (changed) => showChanges(chat, changed));
  const chat: Chat = createState({ client, memory, clock, base, frames });
  client.on('state', (state, reason) => stateChanged(chat, state, reason));
  client.on('welcome', (how) => welcomed(chat, how));
  receive(chat);
  // What was said before is loaded for rooms that somebody looks at.
  effect(() => {
    const shown = activeConversation(chat);
    const isOnline = chat.linkState.value.name === 'online';
    if (shown === undefined || !isOnline || !shown.joined.value || shown.older.value !== 'unknown') return;
    queueMicrotask(() => void loadNewest(chat, shown));
  });
  return chat;
}
