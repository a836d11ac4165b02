import { useSignal } from '@preact/signals';
import { changeNick, signIn } from '../chat/index.js';
import { type Fault, faultFrom } from '../connection/index.js';
import { faultText, t } from '../i18n/index.js';
import { useChat } from './context.js';
import { Dialog } from './dialog.js';
import { closeDialog, dialog } from './view.js';

interface NickFormProps {
  readonly initial: string;
  readonly action: string;
  readonly intro: string;
  readonly fault: Fault | undefined;
  /** The nick that the fault is about. */
  readonly refused: string;
  readonly onNick: (nick: string) => void;
}

function NickForm({ initial, action, intro, fault, refused, onNick }: NickFormProps) {
  const nick = useSignal(initial);
  const suggestion = fault?.details.suggestion;
  const problem =
    fault?.code === 'CHAT_NICK_TAKEN'
      ? t('nickTaken', { nick: refused })
      : fault && faultText({ code: fault.code, text: fault.message });
  return (
    <form
      class="dialog-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (nick.value.trim() !== '') onNick(nick.value.trim());
      }}
    >
      <p class="aside">{intro}</p>
      <label>
        <span>{t('nickLabel')}</span>
        <input
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
      </label>
      <div id="nick-problem" class="problem" role="alert">
        {problem !== undefined && <span>{problem}</span>}
        {typeof suggestion === 'string' && (
          <button type="button" class="link-button" onClick={() => onNick(suggestion)}>
            {t('nickUse', { nick: suggestion })}
          </button>
        )}
      </div>
      <button type="submit" class="button">
        {action}
      </button>
    </form>
  );
}

function SignIn() {
  const chat = useChat();
  const state = chat.linkState.value;
  const naming = state.name === 'naming' ? state : undefined;
  return (
    <Dialog title={t('nickTitle')}>
      <NickForm
        initial={naming?.nick ?? chat.memory.nick ?? ''}
        intro={t('nickIntro')}
        action={t('nickEnter')}
        fault={naming?.fault}
        refused={naming?.nick ?? ''}
        onNick={(nick) => signIn(chat, nick)}
      />
    </Dialog>
  );
}

function Rename() {
  const chat = useChat();
  const fault = useSignal<Fault | undefined>(undefined);
  const refused = useSignal('');
  const rename = async (nick: string) => {
    try {
      await changeNick(chat, nick);
      closeDialog();
    } catch (thrown) {
      refused.value = nick;
      fault.value = faultFrom(thrown);
    }
  };
  return (
    <Dialog title={t('nickRenameTitle')} onClose={closeDialog}>
      <NickForm
        initial={chat.me.value?.nick ?? ''}
        intro={t('nickRenameIntro')}
        action={t('nickChange')}
        fault={fault.value}
        refused={refused.value}
        onNick={(nick) => void rename(nick)}
      />
    </Dialog>
  );
}

/** Asks for a nick: on the first visit, when the one there is does not do, and when it is to be changed. */
export function NickDialog() {
  const chat = useChat();
  const { name } = chat.linkState.value;
  const first = chat.me.value === undefined && name === 'off';
  if (first || name === 'naming') return <SignIn />;
  return dialog.value === 'rename' ? <Rename /> : null;
}
