import { type Conversation, displayName } from '../chat/index.js';
import { t } from '../i18n/index.js';
import { useGatewayInfo } from './context.js';

/** What stands where no messages are yet: what to do. */
export function EmptyConversation({ conversation }: { readonly conversation: Conversation }) {
  if (conversation.peer.value !== undefined) {
    return (
      <div class="empty">
        <p class="empty-title">{t('emptyDirect', { nick: displayName(conversation) })}</p>
        <p>{t('emptyDirectHint')}</p>
      </div>
    );
  }
  return (
    <div class="empty">
      <p class="empty-title">{t('emptyRoom')}</p>
      <p>{t('emptyRoomHint')}</p>
      <p>
        <code>{t('emptyRoomCommand', { host: location.hostname, port: String(useGatewayInfo().tcpPort) })}</code>
      </p>
    </div>
  );
}
