import { useSignal } from '@preact/signals';
import type { SendFault } from '../../chat/index.js';
import { faultText, t } from '../../i18n/index.js';
import { NickTile } from '../messages/nick.js';

interface NickFormProps {
  readonly initial: string;
  readonly action: string;
  readonly fault: SendFault | undefined;
  /** The nick that the fault is about. */
  readonly refused: string;
  /** One that is free. */
  readonly suggestion: string | undefined;
  readonly busy: boolean;
  readonly onNick: (nick: string) => void;
}

/** Asks for a nick, shows its colour, and says what is wrong with it. */
export function NickForm({ initial, action, fault, refused, suggestion, busy, onNick }: NickFormProps) {
  const nick = useSignal(initial);
  const taken = fault?.code === 'CHAT_NICK_TAKEN';
  const problem = taken ? t('nickTaken', { nick: refused }) : fault && faultText(fault);
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
