import { AtSign, Ellipsis, Hash, Keyboard, Moon, Pencil, Plus, Settings, Sun, X } from 'lucide';
import {
  activeConversation,
  type Conversation,
  displayName,
  showConversation,
  sortConversations,
} from '../chat/index.js';
import { language, t } from '../i18n/index.js';
import { chosenTheme, theme } from '../preferences.js';
import { Icon, IconButton } from '../ui-kit/button.js';
import { openMenu, pointerBox } from '../ui-kit/menu.js';
import { Nick } from '../ui-kit/names.js';
import { ConnectionLight, lightColours } from './connection.js';
import { useChat } from './context.js';
import { conversationMenu } from './conversation-menu.js';
import { closeDrawer, openDialog } from './layout.js';
import { presenceOf } from './members/roles.js';

/** Larger counts are shown as `99+`. */
const MAX_COUNT = 99;

/** The number of unread messages, highlighted if one mentions the user. */
function Badge({ conversation: { unread, mentioned, recipient } }: { readonly conversation: Conversation }) {
  if (unread.value === 0) return null;
  const hasMention = mentioned.value && recipient.value === undefined;
  return (
    <span class={`badge ${mentioned.value ? 'badge-mention' : ''}`}>
      {hasMention && <Icon icon={AtSign} size={12} />}
      <span aria-hidden="true">{unread.value > MAX_COUNT ? `${MAX_COUNT}+` : unread.value}</span>
      <span class="visually-hidden">
        {t('unread', { n: unread.value })}
        {hasMention && `, ${t('mentionedYou')}`}
      </span>
    </span>
  );
}

function ConversationEntry({ conversation }: { readonly conversation: Conversation }) {
  const chat = useChat();
  const { key, recipient, unread, joined, removed } = conversation;
  const name = displayName(conversation);
  const isActive = activeConversation(chat) === conversation;
  const isOut = recipient.value === undefined && !joined.value && removed.value;
  const classes = ['entry', unread.value > 0 && 'entry-unread', isOut && 'entry-out'].filter(Boolean).join(' ');
  const label = t('optionsOf', { name });
  return (
    <li
      class={classes}
      onContextMenu={(event) => {
        event.preventDefault();
        openMenu(pointerBox(event), label, conversationMenu(chat, conversation));
      }}
    >
      <button
        type="button"
        class="entry-open"
        title={name}
        aria-current={isActive ? 'page' : undefined}
        onClick={() => {
          showConversation(chat, key);
          closeDrawer();
        }}
      >
        {recipient.value === undefined ? (
          <Icon icon={Hash} />
        ) : (
          <span class={`dot dot-${presenceOf(chat, recipient.value.id)}`} aria-hidden="true" />
        )}
        <span class="entry-name" dir="auto">
          {name}
        </span>
        <Badge conversation={conversation} />
      </button>
      <IconButton
        icon={Ellipsis}
        class="entry-more"
        label={label}
        opens="menu"
        onClick={({ currentTarget }) => openMenu(currentTarget, label, conversationMenu(chat, conversation))}
      />
    </li>
  );
}

/** The footer: the user's nick, and the settings. */
function CurrentUser() {
  const chat = useChat();
  const nick = chat.me.value?.nick ?? chat.saved.nick;
  const state = chat.connectionState.value.name;
  return (
    <footer class="sidebar-foot">
      {nick !== undefined && (
        <button
          type="button"
          class="current-user"
          title={t('changeNick')}
          aria-label={`${t('signedInAs', { nick })}. ${t('changeNick')}`}
          disabled={state !== 'online'}
          onClick={() => openDialog('rename')}
        >
          <span class={`current-user-light light-${lightColours[state]}`} aria-hidden="true" />
          <Nick nick={nick} />
          <Icon icon={Pencil} size={13} />
        </button>
      )}
      <span class="push" />
      <IconButton
        icon={Keyboard}
        class="only-keys"
        label={t('keyboard')}
        opens="dialog"
        onClick={() => openDialog('help')}
      />
      <IconButton icon={Settings} label={t('settings')} opens="dialog" onClick={() => openDialog('settings')} />
    </footer>
  );
}

/** The left column: connection, rooms, direct conversations, and the user. */
export function Sidebar({ inert }: { readonly inert: boolean }) {
  const chat = useChat();
  const { rooms, direct } = sortConversations(chat.conversations.value, language.value);
  const dark = theme.value === 'dark';
  return (
    <nav class="sidebar" data-drawer="sidebar" aria-label={t('rooms')} inert={inert}>
      <header class="sidebar-head">
        <h1 class="wordmark">Partyline</h1>
        <ConnectionLight />
        <span class="push" />
        <IconButton
          icon={dark ? Sun : Moon}
          label={t(dark ? 'switchToLight' : 'switchToDark')}
          onClick={() => {
            chosenTheme.value = dark ? 'light' : 'dark';
          }}
        />
        <IconButton icon={X} class="sidebar-close" label={t('close')} onClick={closeDrawer} />
      </header>
      <button type="button" class="jump" onClick={() => openDialog('switcher')}>
        <span>{t('switcherTitle')}…</span>
        <kbd>{shortcut}</kbd>
      </button>
      <div class="sidebar-lists">
        <div class="sidebar-title">
          <h2>{t('rooms')}</h2>
          <IconButton icon={Plus} label={t('joinARoom')} opens="dialog" onClick={() => openDialog('rooms')} />
        </div>
        <ul>
          {rooms.map((conversation) => (
            <ConversationEntry key={conversation.key} conversation={conversation} />
          ))}
        </ul>
        {direct.length > 0 && (
          <>
            <div class="sidebar-title">
              <h2>{t('direct')}</h2>
            </div>
            <ul>
              {direct.map((conversation) => (
                <ConversationEntry key={conversation.key} conversation={conversation} />
              ))}
            </ul>
          </>
        )}
      </div>
      <CurrentUser />
    </nav>
  );
}

const shortcut = /^Mac|^iP/.test(navigator.platform) ? '⌘K' : 'Ctrl K';
