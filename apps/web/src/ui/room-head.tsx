import { type Conversation, leave, nameOf } from '../chat/index.js';
import { t } from '../i18n/index.js';
import { useChat } from './context.js';
import { Icon } from './icon.js';
import { IconButton } from './icon-button.js';
import { LinkLight } from './link-light.js';
import { drawer } from './view.js';

/** Above the messages: where we are, and the ways to the other columns. */
export function RoomHead({ conversation }: { readonly conversation: Conversation | undefined }) {
  const chat = useChat();
  const toggle = (which: 'people' | 'rail') => () => {
    drawer.value = drawer.value === which ? undefined : which;
  };
  const isRoom = conversation !== undefined && conversation.peer.value === undefined;
  const name = conversation === undefined ? 'Partyline' : nameOf(conversation);
  return (
    <header class="room-head">
      <IconButton
        icon="menu"
        class="open-rail"
        label={t('openRooms')}
        expanded={drawer.value === 'rail'}
        onClick={toggle('rail')}
      />
      <h2 class="room-name">
        {isRoom && <Icon name="room" size={17} />}
        <span dir="auto">{name}</span>
      </h2>
      <span class="head-light">
        <LinkLight />
      </span>
      <span class="push" />
      {conversation !== undefined && (
        <IconButton
          icon={isRoom ? 'leave' : 'close'}
          label={isRoom ? t('leaveRoom', { room: name }) : t('closeDirect', { nick: name })}
          onClick={() => leave(chat, conversation.key)}
        />
      )}
      {isRoom && (
        <button
          type="button"
          class="icon-button open-people"
          aria-label={`${t('openPeople')}: ${t('peopleInRoom', { n: conversation.roster.value.length })}`}
          aria-expanded={drawer.value === 'people'}
          title={t('openPeople')}
          onClick={toggle('people')}
        >
          <Icon name="people" />
          <span aria-hidden="true">{conversation.roster.value.length}</span>
        </button>
      )}
    </header>
  );
}
