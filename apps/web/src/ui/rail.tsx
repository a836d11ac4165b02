import { activeConversation, type Chat, type Conversation, leave, nameOf, show } from '../chat/index.js';
import { t } from '../i18n/index.js';
import { useChat } from './context.js';
import { Icon } from './icon.js';
import { IconButton } from './icon-button.js';
import { LinkLight } from './link-light.js';
import { Nick } from './nick.js';
import { chosenTheme, drawer, openDialog, theme } from './view.js';

/** Whether somebody is in one of our rooms: for others we cannot know. */
export function isAround(chat: Chat, id: string | undefined): boolean {
  return chat.conversations.value.some(({ roster }) => roster.value.some((member) => member.id === id));
}

function Entry({ conversation }: { readonly conversation: Conversation }) {
  const chat = useChat();
  const { key, peer, unread, called } = conversation;
  const name = nameOf(conversation);
  const here = activeConversation(chat) === conversation;
  const open = () => {
    show(chat, key);
    drawer.value = undefined;
  };
  const closing = peer.value === undefined ? t('leaveRoom', { room: name }) : t('closeDirect', { nick: name });
  return (
    <li class={`entry ${unread.value > 0 ? 'entry-unread' : ''}`}>
      <button type="button" class="entry-open" aria-current={here ? 'page' : undefined} onClick={open}>
        {peer.value === undefined ? (
          <Icon name="room" />
        ) : (
          <span class={`dot ${isAround(chat, peer.value.id) ? 'dot-on' : ''}`} aria-hidden="true" />
        )}
        <span class="entry-name" dir="auto">
          {name}
        </span>
        {unread.value > 0 && (
          <span class={`badge ${called.value ? 'badge-called' : ''}`}>
            <span aria-hidden="true">{unread.value > 99 ? '99+' : unread.value}</span>
            <span class="unseen">{t('unread', { n: unread.value })}</span>
          </span>
        )}
      </button>
      <IconButton icon="close" class="entry-close" label={closing} onClick={() => leave(chat, key)} />
    </li>
  );
}

/** The left column: the connection, rooms, direct conversations, and who we are. */
export function Rail() {
  const chat = useChat();
  const all = chat.conversations.value;
  const rooms = all.filter(({ peer }) => peer.value === undefined);
  const direct = all.filter(({ peer }) => peer.value !== undefined);
  const dark = theme.value === 'dark';
  const nick = chat.me.value?.nick ?? chat.memory.nick;
  return (
    <nav class="rail" aria-label={t('rooms')}>
      <header class="rail-head">
        <h1 class="wordmark">Partyline</h1>
        <LinkLight />
        <span class="push" />
        <IconButton
          icon={dark ? 'light' : 'dark'}
          label={t(dark ? 'switchToLight' : 'switchToDark')}
          onClick={() => {
            chosenTheme.value = dark ? 'light' : 'dark';
          }}
        />
      </header>
      <div class="rail-lists">
        <div class="rail-title">
          <h2>{t('rooms')}</h2>
          <IconButton icon="plus" label={t('goToRoom')} onClick={() => openDialog('rooms')} />
        </div>
        <ul>
          {rooms.map((conversation) => (
            <Entry key={conversation.key} conversation={conversation} />
          ))}
        </ul>
        {direct.length > 0 && (
          <>
            <div class="rail-title">
              <h2>{t('direct')}</h2>
            </div>
            <ul>
              {direct.map((conversation) => (
                <Entry key={conversation.key} conversation={conversation} />
              ))}
            </ul>
          </>
        )}
      </div>
      <footer class="rail-foot">
        {nick !== undefined && (
          <button
            type="button"
            class="self"
            title={t('changeNick')}
            aria-label={`${t('signedInAs', { nick })}. ${t('changeNick')}`}
            disabled={chat.linkState.value.name !== 'online'}
            onClick={() => openDialog('rename')}
          >
            <Nick nick={nick} />
            <Icon name="edit" size={13} />
          </button>
        )}
        <span class="push" />
        <IconButton icon="settings" label={t('settings')} onClick={() => openDialog('settings')} />
      </footer>
    </nav>
  );
}
