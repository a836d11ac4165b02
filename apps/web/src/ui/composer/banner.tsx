import { type Conversation, startEdit, startReply } from '../../chat/index.js';
import { t } from '../../i18n/index.js';
import { Icon } from '../icon.js';
import { IconButton } from '../icon-button.js';

/** What is being answered or changed, and the way out. */
export function ReplyBanner({ conversation }: { readonly conversation: Conversation }) {
  const editing = conversation.editing.value;
  const replying = conversation.replyingTo.value;
  const item = editing ?? replying;
  if (item === undefined) return null;
  return (
    <div class="banner">
      <Icon name={editing === undefined ? 'reply' : 'edit'} size={14} />
      <span class="banner-what">
        {editing === undefined ? t('replyingTo', { nick: item.from.nick }) : t('editingOwn')}
      </span>
      {editing === undefined && (
        <span class="banner-quote" dir="auto">
          {item.file?.name ?? item.text}
        </span>
      )}
      <span class="push" />
      <IconButton
        icon="close"
        class="icon-button-small"
        label={t('cancel')}
        onClick={() => {
          if (editing === undefined) startReply(conversation, undefined);
          else startEdit(conversation, undefined);
        }}
      />
    </div>
  );
}
