import { LogOut, Megaphone, Power, Settings, Upload } from 'lucide';
import type { ListenerView } from '../../../../gateway/operator/wire.js';
import { language } from '../../i18n/language.js';
import { ActionButton, IconButton } from '../../ui-kit/button.js';
import { useSecondsUntil } from '../../ui-kit/countdown.js';
import { Dialog } from '../../ui-kit/dialog.js';
import { Switch } from '../../ui-kit/fields.js';
import { AppearanceSettings } from '../../ui-kit/settings.js';
import { drainDialog, switchListener } from '../actions/confirmations.js';
import { fileDialog, messageDialog } from '../actions/send.js';
import { formatSpan, formatTime } from '../format.js';
import { faultText, type PhraseName, t } from '../i18n/index.js';
import { overview } from '../overview.js';
import { gatewayStatus, pollAll } from '../polling.js';
import { signOut } from '../session.js';
import { closeDialog, openDialog } from '../view.js';

/** Reports that the gateway is not reachable, and when the next attempt is. */
export function ConnectionBar() {
  const status = gatewayStatus.value;
  const seconds = useSecondsUntil(status.name === 'away' ? status.until : undefined);
  return (
    <div role="status">
      {status.name === 'away' && (
        <div class="connection-bar">
          <span>
            {faultText(status.fault)} {t('staleSince', { time: formatTime(status.since, language.value) })}
          </span>
          <span aria-hidden="true">{seconds > 0 ? t('retryIn', { n: seconds }) : t('retrying')}</span>
          <button type="button" class="link-button" onClick={pollAll}>
            {t('retryNow')}
          </button>
        </div>
      )}
    </div>
  );
}

const colours: Readonly<Record<ListenerView['state'], string>> = {
  open: 'green',
  opening: 'amber',
  closing: 'amber',
  closed: 'grey',
  failed: 'red',
};

const names = {
  open: 'listenerOpen',
  opening: 'listenerOpening',
  closing: 'listenerClosing',
  closed: 'listenerClosed',
  failed: 'listenerFailed',
} as const;

/** The listeners with their state and a switch. */
export function Listeners() {
  return (
    <ul class="listeners" aria-label={t('listeners')}>
      {(overview.value?.listeners ?? []).map((listener) => (
        <Listener key={listener.name} listener={listener} />
      ))}
    </ul>
  );
}

function Listener({ listener }: { readonly listener: ListenerView }) {
  const { name, state, url, reason, connections } = listener;
  const busy = state === 'opening' || state === 'closing';
  const stateText = t(names[state] ?? 'listenerClosed');
  return (
    <li class="listener" data-listener={name} data-state={state}>
      <span
        class={`light light-${colours[state] ?? 'grey'}`}
        role="img"
        aria-label={stateText}
        title={reason ?? stateText}
      />
      <span class="listener-name">{name}</span>
      {url === undefined ? (
        <span class={state === 'failed' ? 'listener-url bad' : 'listener-url'}>{reason ?? stateText}</span>
      ) : (
        <code class="listener-url">{url}</code>
      )}
      {state === 'open' && <span class="listener-count">{t('connections', { n: connections })}</span>}
      <Switch
        label={t('listenOn', { name })}
        on={state === 'open' || state === 'opening'}
        disabled={busy}
        onChange={(on) => switchListener(listener, on)}
      />
    </li>
  );
}

/** Settings shared with the chat. */
export function SettingsDialog() {
  return (
    <Dialog title={t('settings')} onClose={closeDialog}>
      <AppearanceSettings />
      <p class="aside">{t('settingsKept')}</p>
    </Dialog>
  );
}

const states: Readonly<Record<string, readonly [colour: string, name: PhraseName]>> = {
  idle: ['grey', 'hubIdle'],
  open: ['green', 'hubOpen'],
  draining: ['amber', 'hubDraining'],
  stopped: ['red', 'hubStopped'],
  away: ['amber', 'hubAway'],
};

/** State of the hub, and global actions. */
export function TopBar() {
  const current = overview.value;
  const [colour, name] = states[gatewayStatus.value.name === 'away' ? 'away' : (current?.state ?? 'idle')] ?? [
    'grey',
    'hubIdle',
  ];
  return (
    <div class="top">
      <h1>
        Partyline <span>{t('console')}</span>
      </h1>
      <span class={`light light-${colour}`} data-hub={current?.state}>
        {t(name)}
      </span>
      {current !== undefined && (
        <span class="top-facts aside">
          <span>{t('uptime', { span: formatSpan(current.now - current.startedAt, language.value) })}</span>
          <span>{t('version', { version: current.version })}</span>
        </span>
      )}
      <div class="top-actions">
        <ActionButton icon={Megaphone} onClick={() => messageDialog({})}>
          {t('broadcast')}
        </ActionButton>
        {current?.files === true && (
          <ActionButton icon={Upload} onClick={() => fileDialog({})}>
            {t('sendFile')}
          </ActionButton>
        )}
        <ActionButton icon={Power} danger disabled={current?.state !== 'open'} onClick={drainDialog}>
          {t('drain')}
        </ActionButton>
        <IconButton icon={Settings} label={t('settings')} onClick={() => openDialog(() => <SettingsDialog />)} />
        <IconButton icon={LogOut} label={t('signOut')} onClick={() => signOut()} />
      </div>
    </div>
  );
}
