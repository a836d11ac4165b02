import { t } from '../../i18n/index.js';
import { lightColours } from '../connection/link-light.js';
import { useChat } from '../context.js';
import { Icon } from '../icon.js';
import { IconButton } from '../icon-button.js';
import { Nick } from '../messages/nick.js';
import { openDialog } from '../view.js';

/** At the foot of the rail: who we are, and the settings. */
export function CurrentUser() {
  const chat = useChat();
  const nick = chat.me.value?.nick ?? chat.saved.nick;
  const state = chat.connectionState.value.name;
  return (
    <footer class="rail-foot">
      {nick !== undefined && (
        <button
          type="button"
          class="self"
          title={t('changeNick')}
          aria-label={`${t('signedInAs', { nick })}. ${t('changeNick')}`}
          disabled={state !== 'online'}
          onClick={() => openDialog('rename')}
        >
          <span class={`self-light light-${lightColours[state]}`} aria-hidden="true" />
          <Nick nick={nick} />
          <Icon name="edit" size={13} />
        </button>
      )}
      <span class="push" />
      <IconButton
        icon="keyboard"
        class="only-keys"
        label={t('keyboard')}
        opens="dialog"
        onClick={() => openDialog('help')}
      />
      <IconButton icon="settings" label={t('settings')} opens="dialog" onClick={() => openDialog('settings')} />
    </footer>
  );
}
