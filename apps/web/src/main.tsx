import { effect } from '@preact/signals';
import { options, render } from 'preact';
import { webSocket } from '../../../client/index.js';
import {
  activeConversation,
  createChat,
  createFrameScheduler,
  displayName,
  restoreConversations,
  restoreSignIn,
} from './chat/index.js';
import { fetchGatewayInfo } from './gateway.js';
import { chosenLanguage, language, languages } from './i18n/index.js';
import { createSavedState, persistSignal, takeSessionToken } from './preferences.js';
import { guardComposition } from './ui/composition.js';
import { scheduleRender } from './ui/paced.js';
import { Page } from './ui/page.js';
import { restorePreferences } from './ui/taste.js';
import { chosenTheme, themes } from './ui/view.js';
import './styles/tokens.css';
import './styles/base.css';
import './styles/layout.css';
import './styles/rail.css';
import './styles/people.css';
import './styles/floating.css';
import './styles/messages.css';
import './styles/words.css';
import './styles/between.css';
import './styles/actions.css';
import './styles/files.css';
import './styles/found.css';
import './styles/composer.css';
import './styles/dialog.css';

guardComposition();
options.debounceRendering = scheduleRender;

restorePreferences();
persistSignal('theme', chosenTheme, (kept) => themes.find((theme) => theme === kept));
persistSignal('language', chosenLanguage, (kept) => languages.find((known) => known === kept));
effect(() => {
  document.documentElement.lang = language.value;
});

const url = new URL('./ws', location.href);
url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
url.hash = '';
const { pathname: base } = new URL('./', location.href);

const facts = await fetchGatewayInfo();
const memory = createSavedState(facts.room);
const chat = createChat({
  open: webSocket(url),
  client: 'web/0.1.0',
  token: takeSessionToken(() => chat.client.token),
  saved: memory,
  base,
  scheduleFrame: createFrameScheduler(),
});

// The address may name the room to begin with: /#design
const asked = decoded(location.hash.slice(1));
restoreConversations(chat, asked === '' ? undefined : asked);
restoreSignIn(chat);

effect(() => {
  const unread = chat.conversations.value.reduce((sum, conversation) => sum + conversation.unread.value, 0);
  const shown = activeConversation(chat);
  const place = shown === undefined ? '' : `${shown.peer.value === undefined ? '#' : ''}${displayName(shown)} · `;
  document.title = `${unread > 0 ? `(${unread}) ` : ''}${place}Partyline`;
});

// A page that was let in before is refused for other reasons than its origin.
let wasOnline = false;
effect(() => {
  const { name } = chat.connectionState.value;
  wasOnline ||= name === 'online';
  if (name === 'waiting' && !wasOnline) void fetchGatewayInfo();
});

const hurry = () => {
  if (document.visibilityState === 'visible') chat.client.hurry();
};
window.addEventListener('online', hurry);
document.addEventListener('visibilitychange', hurry);

const root = document.getElementById('page');
if (root === null) throw new TypeError('The page has no place to draw in.');
render(<Page chat={chat} facts={facts} />, root);

function decoded(hash: string): string {
  try {
    return decodeURIComponent(hash);
  } catch {
    return '';
  }
}
