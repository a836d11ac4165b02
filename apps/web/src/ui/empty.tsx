import { type Conversation, nameOf } from '../chat/index.js';
import { t } from '../i18n/index.js';
import { useFacts } from './context.js';
import { openDialog } from './view.js';

/** What stands where no messages are yet: what to do. */
export function EmptyConversation({ conversation }: { readonly conversation: Conversation }) {
  if (conversation.peer.value !== undefined) {
    return (
      <div class="empty">
        <p class="empty-title">{t('emptyDirect', { nick: nameOf(conversation) })}</p>
        <p>{t('emptyDirectHint')}</p>
      </div>
    );
  }
  return (
    <div class="empty">
      <p class="empty-title">{t('emptyRoom')}</p>
      <p>{t('emptyRoomHint')}</p>
      <p>
        <code>{t('emptyRoomCommand', { host: location.hostname, port: String(useFacts().tcpPort) })}</code>
      </p>
    </div>
  );
}

/** What stands where no conversation is open. */
export function NoConversation() {
  return (
    <div class="messages">
      <div class="empty">
        <p class="empty-title">{t('noRoom')}</p>
        <p>{t('noRoomHint')}</p>
        <button type="button" class="button" onClick={() => openDialog('rooms')}>
          {t('goToRoom')}
        </button>
      </div>
    </div>
  );
}
