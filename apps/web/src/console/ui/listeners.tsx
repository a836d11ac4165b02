import type { ListenerView } from '../../../../gateway/operator/wire.js';
import { switchListener } from '../acts/listener.js';
import { t } from '../i18n/index.js';
import { overview } from '../state/overview.js';
import { Switch } from './switch.js';

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

/** Every wire with its light, where it is listened on, and a switch. */
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
  const said = t(names[state] ?? 'listenerClosed');
  return (
    <li class="listener" data-listener={name} data-state={state}>
      <span class={`light light-${colours[state] ?? 'grey'}`} role="img" aria-label={said} title={reason ?? said} />
      <span class="listener-name">{name}</span>
      {url === undefined ? (
        <span class={state === 'failed' ? 'listener-url bad' : 'listener-url'}>{reason ?? said}</span>
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
