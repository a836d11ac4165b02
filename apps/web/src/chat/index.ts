/** What the page knows and does, without the view: conversations as signals, and plain functions that change them. */
import { createLink, type Platform } from '../connection/index.js';
import { settleIn, welcomed } from './identity.js';
import { receive } from './receive.js';
import { type Chat, createState, type Memory } from './state.js';

export { type Conversation, nameOf, type Peer } from './conversation.js';
export { changeNick, signIn } from './identity.js';
export type { MessageItem, NoticeItem, PresenceItem, Said } from './item.js';
export { countsOf, FOLD_FROM, type PresenceRun, runsOf } from './presence-summary.js';
export { clearDivider, markRead, show } from './read.js';
export { joinRoom, leave, openDirect, recall } from './rooms.js';
export type { Roster } from './roster.js';
export { type Row, rowsOf } from './rows.js';
export { discard, retry, say, waitingIn } from './send.js';
export { runLine } from './slash.js';
export { activeConversation, type Chat, type Memory } from './state.js';

/** What a chat is made of. */
export interface ChatOptions {
  /** The gateway's address, `ws:` or `wss:`. */
  readonly url: string;
  /** What the page calls itself. */
  readonly client: string;
  readonly platform: Platform;
  readonly memory: Memory;
}

/** Makes a chat; it connects when somebody signs in. */
export function createChat({ url, client, platform, memory }: ChatOptions): Chat {
  const link = createLink({
    url,
    client,
    platform,
    events: {
      state: (state) => {
        chat.linkState.value = state;
        if (state.name === 'online') void settleIn(chat);
      },
      welcome: (welcome) => welcomed(chat, welcome),
      event: (event) => receive(chat, event),
    },
  });
  const chat: Chat = createState(link, memory, platform.now);
  return chat;
}
