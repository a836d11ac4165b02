import { signIn } from '../../chat/index.js';
import { t } from '../../i18n/index.js';
import { originFault } from '../connection/link-light.js';
import { useChat } from '../context.js';
import { Dialog } from '../dialog.js';
import { NickForm } from './nick-form.js';

/** The first thing that a visitor sees. */
export function SignIn() {
  const chat = useChat();
  const state = chat.connectionState.value;
  const naming = state.name === 'naming' ? state : undefined;
  const lost = state.name === 'refused' || state.name === 'waiting' ? state.reason : undefined;
  const refused = originFault();
  const away = refused === undefined ? lost : { code: 'PAGE_ORIGIN_REFUSED', text: refused };
  return (
    <Dialog title={t('nickTitle')} class="sign-in">
      <p class="sign-in-mark" aria-hidden="true">
        Partyline
      </p>
      <p class="sign-in-intro">{t('nickIntro')}</p>
      <NickForm
        initial={naming?.nick ?? chat.saved.nick ?? ''}
        action={state.name === 'connecting' ? t('linkConnecting') : t('nickEnter')}
        fault={naming?.fault ?? away}
        refused={naming?.nick ?? ''}
        suggestion={naming?.suggestion}
        busy={state.name === 'connecting'}
        onNick={(nick) => signIn(chat, nick)}
      />
      <p class="aside">{t('signInFree')}</p>
    </Dialog>
  );
}
