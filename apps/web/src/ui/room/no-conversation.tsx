import { t } from '../../i18n/index.js';
import { openDialog } from '../view.js';

/** What stands where no conversation is open. */
export function NoConversation() {
  return (
    <div class="nowhere">
      <p class="empty-title">{t('noRoom')}</p>
      <p>{t('noRoomHint')}</p>
      <button type="button" class="button" onClick={() => openDialog('rooms')}>
        {t('joinARoom')}
      </button>
    </div>
  );
}
