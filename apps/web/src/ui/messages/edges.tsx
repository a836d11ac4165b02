import { ArrowDown, RotateCcw } from 'lucide';
import { type Conversation, displayName, loadNewer, loadOlder } from '../../chat/index.js';
import { t } from '../../i18n/index.js';
import { Icon } from '../../ui-kit/button.js';
import { useChat, useGatewayInfo } from '../context.js';

/** Instructions for a conversation without messages. */
export function EmptyConversation({ conversation }: { readonly conversation: Conversation }) {
  if (conversation.recipient.value !== undefined) {
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

function Retry({ onClick }: { readonly onClick: () => void }) {
  return (
    <button type="button" class="link-button" onClick={onClick}>
      <Icon icon={RotateCcw} size={13} />
      {t('retry')}
    </button>
  );
}

/** Above the first row: the loading state of older messages, or the beginning of the conversation. */
export function UpperEdge({ conversation }: { readonly conversation: Conversation }) {
  const chat = useChat();
  const older = conversation.older.value;
  const direct = conversation.recipient.value !== undefined;
  const name = displayName(conversation);
  return (
    <div class={`edge edge-upper edge-${older}`}>
      {(older === 'loading' || older === 'more') && <span>{t('olderLoading')}</span>}
      {older === 'none' && (
        <span>{direct ? t('beginningDirect', { nick: name }) : t('beginningRoom', { room: name })}</span>
      )}
      {older === 'failed' && (
        <>
          <span role="alert">{t('olderFailed')}</span>
          <Retry onClick={() => void loadOlder(chat, conversation)} />
        </>
      )}
    </div>
  );
}

/** Below the last row, while newer messages are not loaded. */
export function LowerEdge({ conversation }: { readonly conversation: Conversation }) {
  const chat = useChat();
  const newer = conversation.newer.value;
  if (conversation.live.value || newer === 'none') return null;
  return (
    <div class="edge edge-lower">
      {newer === 'failed' ? (
        <>
          <span role="alert">{t('newerFailed')}</span>
          <Retry onClick={() => void loadNewer(chat, conversation)} />
        </>
      ) : (
        <span>{t('newerLoading')}</span>
      )}
    </div>
  );
}

export interface ToLatestProps {
  readonly conversation: Conversation;
  readonly onClick: () => void;
}

/** Scrolls to the latest message; shows the number of unread messages. */
export function ToLatest({ conversation, onClick }: ToLatestProps) {
  const unread = conversation.unread.value;
  return (
    <button type="button" class="to-latest" aria-label={t('toTheEnd')} onClick={onClick}>
      <Icon icon={ArrowDown} size={14} />
      {unread > 0 && <span>{t('newBelow', { n: unread })}</span>}
    </button>
  );
}
