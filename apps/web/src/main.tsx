import { effect } from '@preact/signals';
import { options, render } from 'preact';
import { webSocket } from '../../../client/index.js';
import { activeConversation, createChat, displayName, restoreConversations, restoreSignIn } from './chat/index.js';
import { fetchGatewayInfo } from './gateway.js';
import { restoreAppearance, restoreChatPreferences } from './preferences.js';
import { createFrameScheduler, scheduleRender } from './render-scheduler.js';
import { createSavedState, takeSessionToken } from './storage.js';
import { decodeHash } from './ui/conversation-menu.js';
import { Page } from './ui/page.js';
import { guardComposition } from './ui-kit/keyboard.js';
import './styles/tokens.css';
import './styles/base.css';
import './styles/kit.css';
import './styles/layout.css';
import './styles/sidebar.css';
import './styles/members.css';
import './styles/floating.css';
import './styles/messages.css';
import './styles/text.css';
import './styles/dividers.css';
import './styles/actions.css';
import './styles/files.css';
import './styles/search.css';
import './styles/composer.css';
import './styles/dialogs.css';

guardComposition();
options.debounceRendering = scheduleRender;
restoreAppearance();
restoreChatPreferences();

const url = new URL('./ws', location.href);
url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
url.hash = '';
const { pathname: base } = new URL('./', location.href);

const info = await fetchGatewayInfo();
const chat = createChat({
  open: webSocket(url),
  client: 'web/0.1.0',
  token: takeSessionToken(() => chat.client.token),
  saved: createSavedState(info.room),
  base,
  scheduleFrame: createFrameScheduler(),
});

// The URL may name the first room: /#design
const firstRoom = decodeHash(location.hash);
restoreConversations(chat, firstRoom === '' ? undefined : firstRoom);
restoreSignIn(chat);

effect(() => {
  const unread = chat.conversations.value.reduce((sum, conversation) => sum + conversation.unread.value, 0);
  const active = activeConversation(chat);
  const name =
    active === undefined ? '' : `${active.recipient.value === undefined ? '#' : ''}${displayName(active)} · `;
  document.title = `${unread > 0 ? `(${unread}) ` : ''}${name}Partyline`;
});

// A page that has been online before was not refused for its origin.
let wasOnline = false;
effect(() => {
  const { name } = chat.connectionState.value;
  wasOnline ||= name === 'online';
  if (name === 'waiting' && !wasOnline) void fetchGatewayInfo();
});

const reconnectIfVisible = () => {
  if (document.visibilityState === 'visible') chat.client.hurry();
};
window.addEventListener('online', reconnectIfVisible);
document.addEventListener('visibilitychange', reconnectIfVisible);

const root = document.getElementById('page');
if (root === null) throw new TypeError('The document has no #page element.');
render(<Page chat={chat} info={info} />, root);
