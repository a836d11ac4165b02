import { type Conversation, displayName } from '../../chat/index.js';
import { t } from '../../i18n/index.js';
import { ConnectionLight } from '../connection/link-light.js';
import { useChat } from '../context.js';
import { conversationMenu } from '../conversation-menu.js';
import { Icon } from '../icon.js';
import { IconButton } from '../icon-button.js';
import { openMenu } from '../menu.js';
import { presenceOf } from '../people/presence.js';
import { closeSearch, drawer, openSearch, searching, toggleDrawer } from '../view.js';
import { Topic } from './topic.js';

function PeopleButton({ count }: { readonly count: number }) {
  return (
    <button
      type="button"
      class="icon-button open-people"
      aria-label={`${t('openPeople')}: ${t('peopleInRoom', { n: count })}`}
      aria-expanded={drawer.value === 'people'}
      title={t('openPeople')}
      onClick={() => {
        searching.value = false;
        toggleDrawer('people');
      }}
    >
      <Icon name="people" />
      <span aria-hidden="true">{count}</span>
    </button>
  );
}

function Title({ conversation }: { readonly conversation: Conversation | undefined }) {
  const chat = useChat();
  const peer = conversation?.peer.value;
  return (
    <h2 class="room-name">
      {conversation !== undefined && peer === undefined && <Icon name="room" size={17} />}
      {peer !== undefined && <span class={`dot dot-${presenceOf(chat, peer.id)}`} aria-hidden="true" />}
      <span dir="auto">{conversation === undefined ? 'Partyline' : displayName(conversation)}</span>
    </h2>
  );
}

/** Above the messages: where we are, what it is about, and the ways to everything else. */
export function RoomHead({ conversation }: { readonly conversation: Conversation | undefined }) {
  const chat = useChat();
  const isRoom = conversation !== undefined && conversation.peer.value === undefined;
  const menuLabel = conversation === undefined ? '' : t('optionsOf', { name: displayName(conversation) });
  return (
    <header class="room-head">
      <IconButton
        icon="menu"
        class="open-rail"
        label={t('openRooms')}
        expanded={drawer.value === 'rail'}
        onClick={() => toggleDrawer('rail')}
      />
      <Title conversation={conversation} />
      <span class="head-light">
        <ConnectionLight />
      </span>
      {isRoom && <Topic key={conversation.key} conversation={conversation} />}
      <span class="push" />
      {conversation !== undefined && chat.keepsHistory.value !== false && (
        <IconButton
          icon="search"
          label={t('search')}
          expanded={searching.value}
          onClick={() => (searching.value ? closeSearch() : openSearch())}
        />
      )}
      {isRoom && <PeopleButton count={conversation.roster.value.length} />}
      {conversation !== undefined && (
        <IconButton
          icon="more"
          label={menuLabel}
          opens="menu"
          onClick={({ currentTarget }) => openMenu(currentTarget, menuLabel, conversationMenu(chat, conversation))}
        />
      )}
    </header>
  );
}
