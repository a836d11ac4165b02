import { type Conversation, displayName, loadNewer, loadOlder } from '../../chat/index.js';
import { t } from '../../i18n/index.js';
import { useChat } from '../context.js';
import { Icon } from '../icon.js';

function Retry({ onClick }: { readonly onClick: () => void }) {
  return (
    <button type="button" class="link-button" onClick={onClick}>
      <Icon name="retry" size={13} />
      {t('retry')}
    </button>
  );
}

/** What stands above the first row: what comes earlier, or that nothing does. */
export function UpperEdge({ conversation }: { readonly conversation: Conversation }) {
  const chat = useChat();
  const older = conversation.older.value;
  const direct = conversation.peer.value !== undefined;
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

/** What stands below the last row while it is not the newest one. */
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
