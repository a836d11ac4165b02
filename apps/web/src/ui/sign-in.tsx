import { useSignal } from '@preact/signals';
import { changeNick, type DetailedFault, detailedFault, type Fault, signIn } from '../chat/index.js';
import { faultText, t } from '../i18n/index.js';
import { Dialog } from '../ui-kit/dialog.js';
import { NickTile } from '../ui-kit/names.js';
import { originFault } from './connection.js';
import { useChat } from './context.js';
import { closeDialog } from './layout.js';

interface NickFormProps {
  readonly initial: string;
  readonly action: string;
  readonly fault: Fault | undefined;
  /** The nick that was refused. */
  readonly refused: string;
  /** A free nick. */
  readonly suggestion: string | undefined;
  readonly busy: boolean;
  readonly onNick: (nick: string) => void;
}

/** Asks for a nick and shows why one was refused. */
function NickForm({ initial, action, fault, refused, suggestion, busy, onNick }: NickFormProps) {
  const nick = useSignal(initial);
  const isTaken = fault?.code === 'CHAT_NICK_TAKEN';
  const problem = isTaken ? t('nickTaken', { nick: refused }) : fault && faultText(fault);
  return (
    <form
      class="dialog-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (nick.value.trim() !== '' && !busy) onNick(nick.value.trim());
      }}
    >
      <div class="nick-label">
        <label for="nick">{t('nickLabel')}</label>
        <span class="nick-field">
          <NickTile nick={nick.value.trim()} />
          <input
            id="nick"
            class="field"
            value={nick.value}
            autofocus
            autocomplete="nickname"
            autocapitalize="off"
            spellcheck={false}
            aria-invalid={problem !== undefined}
            aria-describedby="nick-problem"
            onInput={(event) => {
              nick.value = event.currentTarget.value;
            }}
          />
        </span>
      </div>
      <div id="nick-problem" class="problem" role="alert">
        {problem !== undefined && <span>{problem}</span>}
        {suggestion !== undefined && (
          <button type="button" class="button button-quiet" onClick={() => onNick(suggestion)}>
            {t('nickUse', { nick: suggestion })}
          </button>
        )}
      </div>
      <button type="submit" class="button" disabled={busy}>
        {action}
      </button>
    </form>
  );
}

/** The dialog to change the nick. */
export function RenameDialog() {
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

/** The dialog of the first visit. */
export function SignInDialog() {
  const chat = useChat();
  const state = chat.connectionState.value;
  const naming = state.name === 'naming' ? state : undefined;
  const connectionFault = state.name === 'refused' || state.name === 'waiting' ? state.reason : undefined;
  const originProblem = originFault();
  const fault = originProblem === undefined ? connectionFault : { code: 'PAGE_ORIGIN_REFUSED', text: originProblem };
  return (
    <Dialog title={t('nickTitle')} class="sign-in">
      <p class="sign-in-mark" aria-hidden="true">
        Partyline
      </p>
      <p class="sign-in-intro">{t('nickIntro')}</p>
      <NickForm
        initial={naming?.nick ?? chat.saved.nick ?? ''}
        action={state.name === 'connecting' ? t('linkConnecting') : t('nickEnter')}
        fault={naming?.fault ?? fault}
        refused={naming?.nick ?? ''}
        suggestion={naming?.suggestion}
        busy={state.name === 'connecting'}
        onNick={(nick) => signIn(chat, nick)}
      />
      <p class="aside">{t('signInFree')}</p>
    </Dialog>
  );
}
