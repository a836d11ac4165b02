import { activeConversation, type Conversation, displayName, showConversation } from '../../chat/index.js';
import { t } from '../../i18n/index.js';
import { useChat } from '../context.js';
import { conversationMenu } from '../conversation-menu.js';
import { Icon } from '../icon.js';
import { IconButton } from '../icon-button.js';
import { openMenu, pointerBox } from '../menu.js';
import { presenceOf } from '../people/presence.js';
import { drawer } from '../view.js';

/** More than this is only “many”. */
const MAX_COUNT = 99;

/** What is unread, and whether it speaks to the reader. */
function Badge({ conversation: { unread, mentioned: called, peer } }: { readonly conversation: Conversation }) {
  if (unread.value === 0) return null;
  const mentioned = called.value && peer.value === undefined;
  return (
    <span class={`badge ${called.value ? 'badge-called' : ''}`}>
      {mentioned && <Icon name="mention" size={12} />}
      <span aria-hidden="true">{unread.value > MAX_COUNT ? `${MAX_COUNT}+` : unread.value}</span>
      <span class="unseen">
        {t('unread', { n: unread.value })}
        {mentioned && `, ${t('calledYou')}`}
      </span>
    </span>
  );
}

/** One conversation in the rail. */
export function ConversationEntry({ conversation }: { readonly conversation: Conversation }) {
  const chat = useChat();
  const { key, peer, unread, joined, removed } = conversation;
  const name = displayName(conversation);
  const here = activeConversation(chat) === conversation;
  const out = peer.value === undefined && !joined.value && removed.value;
  const classes = ['entry', unread.value > 0 && 'entry-unread', out && 'entry-out'].filter(Boolean).join(' ');
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
        aria-current={here ? 'page' : undefined}
        onClick={() => {
          showConversation(chat, key);
          drawer.value = undefined;
        }}
      >
        {peer.value === undefined ? (
          <Icon name="room" />
        ) : (
          <span class={`dot dot-${presenceOf(chat, peer.value.id)}`} aria-hidden="true" />
        )}
        <span class="entry-name" dir="auto">
          {name}
        </span>
        <Badge conversation={conversation} />
      </button>
      <IconButton
        icon="more"
        class="entry-more"
        label={label}
        opens="menu"
        onClick={({ currentTarget }) => openMenu(currentTarget, label, conversationMenu(chat, conversation))}
      />
    </li>
  );
}
