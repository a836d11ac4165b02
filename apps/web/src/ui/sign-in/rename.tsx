import { useSignal } from '@preact/signals';
import { changeNick, type DetailedFault, detailedFault } from '../../chat/index.js';
import { t } from '../../i18n/index.js';
import { useChat } from '../context.js';
import { Dialog } from '../dialog.js';
import { closeDialog } from '../view.js';
import { NickForm } from './nick-form.js';

/** Changes one's nick. */
export function Rename() {
  const chat = useChat();
  const fault = useSignal<DetailedFault | undefined>(undefined);
  const refused = useSignal('');
  const busy = useSignal(false);
  const suggestion = fault.value?.details.suggestion;
  const rename = async (nick: string) => {
    busy.value = true;
    try {
      await changeNick(chat, nick);
      closeDialog();
    } catch (thrown) {
      refused.value = nick;
      fault.value = detailedFault(thrown);
    } finally {
      busy.value = false;
    }
  };
  return (
    <Dialog title={t('nickRenameTitle')} onClose={closeDialog}>
      <p class="aside">{t('nickRenameIntro')}</p>
      <NickForm
        initial={chat.me.value?.nick ?? ''}
        action={t('nickChange')}
        fault={fault.value}
        refused={refused.value}
        suggestion={typeof suggestion === 'string' ? suggestion : undefined}
        busy={busy.value}
        onNick={(nick) => void rename(nick)}
      />
    </Dialog>
  );
}
