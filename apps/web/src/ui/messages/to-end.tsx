import type { Conversation } from '../../chat/index.js';
import { t } from '../../i18n/index.js';
import { Icon } from '../icon.js';

/** What the button to the end is made of. */
export interface ToLatestProps {
  readonly conversation: Conversation;
  readonly onClick: () => void;
}

/** Back to the newest message, with the number of those that came meanwhile. */
export function ToLatest({ conversation, onClick }: ToLatestProps) {
  const unread = conversation.unread.value;
  return (
    <button type="button" class="to-end" aria-label={t('toTheEnd')} onClick={onClick}>
      <Icon name="bottom" size={14} />
      {unread > 0 && <span>{t('newBelow', { n: unread })}</span>}
    </button>
  );
}
