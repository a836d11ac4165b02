import { useSignal } from '@preact/signals';
import { Ellipsis, Hash, Menu, Search, Users } from 'lucide';
import { type Conversation, displayName, submitLine } from '../../chat/index.js';
import { t } from '../../i18n/index.js';
import { Icon, IconButton } from '../../ui-kit/button.js';
import { openMenu } from '../../ui-kit/menu.js';
import { ConnectionLight } from '../connection.js';
import { useChat } from '../context.js';
import { conversationMenu } from '../conversation-menu.js';
import { closeSearch, drawer, openSearch, searching, toggleDrawer } from '../layout.js';
import { presenceOf } from '../members/roles.js';

const MAX_TOPIC_CHARACTERS = 300;
const TOPIC_ROLES: ReadonlySet<string> = new Set(['owner', 'moderator', 'operator']);

interface FieldProps {
  readonly topic: string;
  readonly onDone: (topic?: string) => void;
}

function TopicField({ topic, onDone }: FieldProps) {
  const typed = useSignal(topic);
  return (
    <form
      class="topic-form"
      onSubmit={(event) => {
        event.preventDefault();
        onDone(typed.value.trim());
      }}
    >
      <input
        class="topic-field"
        autofocus
        ref={(element) => element?.focus()}
        value={typed.value}
        maxLength={MAX_TOPIC_CHARACTERS}
        aria-label={t('topic')}
        placeholder={t('topic')}
        onInput={(event) => {
          typed.value = event.currentTarget.value;
        }}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return;
          event.preventDefault();
          event.stopPropagation();
          onDone();
        }}
        onBlur={() => onDone()}
      />
    </form>
  );
}

/** The topic; users with the right to change it can click it. */
function Topic({ conversation }: { readonly conversation: Conversation }) {
  const chat = useChat();
  const editing = useSignal(false);
  const topic = conversation.topic.value ?? '';
  const canEdit = TOPIC_ROLES.has(conversation.role.value ?? '') && chat.connectionState.value.name === 'online';
  if (editing.value) {
    const done = (next?: string) => {
      editing.value = false;
      if (next !== undefined && next !== topic)
        void submitLine(chat, conversation, `/topic ${next === '' ? '-' : next}`);
    };
    return <TopicField topic={topic} onDone={done} />;
  }
  if (canEdit) {
    return (
      <button
        type="button"
        class={`topic topic-open ${topic === '' ? 'topic-none' : ''}`}
        title={topic === '' ? t('addTopic') : topic}
        aria-label={topic === '' ? t('addTopic') : `${t('changeTopic')}: ${topic}`}
        onClick={() => {
          editing.value = true;
        }}
      >
        <span dir="auto">{topic === '' ? t('addTopic') : topic}</span>
      </button>
    );
  }
  return topic === '' ? null : (
    <p class="topic" title={topic} dir="auto">
      {topic}
    </p>
  );
}

function MembersButton({ count }: { readonly count: number }) {
  return (
    <button
      type="button"
      class="icon-button open-members"
      aria-label={`${t('openMembers')}: ${t('memberCount', { n: count })}`}
      aria-expanded={drawer.value === 'members'}
      title={t('openMembers')}
      onClick={() => {
        searching.value = false;
        toggleDrawer('members');
      }}
    >
      <Icon icon={Users} />
      <span aria-hidden="true">{count}</span>
    </button>
  );
}

function Title({ conversation }: { readonly conversation: Conversation | undefined }) {
  const chat = useChat();
  const recipient = conversation?.recipient.value;
  return (
    <h2 class="room-name">
      {conversation !== undefined && recipient === undefined && <Icon icon={Hash} size={17} />}
      {recipient !== undefined && <span class={`dot dot-${presenceOf(chat, recipient.id)}`} aria-hidden="true" />}
      <span dir="auto">{conversation === undefined ? 'Partyline' : displayName(conversation)}</span>
    </h2>
  );
}

/** The header of the shown conversation. */
export function RoomHeader({ conversation }: { readonly conversation: Conversation | undefined }) {
  const chat = useChat();
  const isRoom = conversation !== undefined && conversation.recipient.value === undefined;
  const menuLabel = conversation === undefined ? '' : t('optionsOf', { name: displayName(conversation) });
  return (
    <header class="room-head">
      <IconButton
        icon={Menu}
        class="open-sidebar"
        label={t('openRooms')}
        expanded={drawer.value === 'sidebar'}
        onClick={() => toggleDrawer('sidebar')}
      />
      <Title conversation={conversation} />
      <span class="head-light">
        <ConnectionLight />
      </span>
      {isRoom && <Topic key={conversation.key} conversation={conversation} />}
      <span class="push" />
      {conversation !== undefined && chat.keepsHistory.value !== false && (
        <IconButton
          icon={Search}
          label={t('search')}
          expanded={searching.value}
          onClick={() => (searching.value ? closeSearch() : openSearch())}
        />
      )}
      {isRoom && <MembersButton count={conversation.roster.value.length} />}
      {conversation !== undefined && (
        <IconButton
          icon={Ellipsis}
          label={menuLabel}
          opens="menu"
          onClick={({ currentTarget }) => openMenu(currentTarget, menuLabel, conversationMenu(chat, conversation))}
        />
      )}
    </header>
  );
}
