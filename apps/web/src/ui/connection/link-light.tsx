import { useEffect, useState } from 'preact/hooks';
import type { ConnectionState } from '../../chat/index.js';
import { refusedOrigin } from '../../gateway.js';
import { faultText, t } from '../../i18n/index.js';
import { useChat } from '../context.js';

/** The colour of each state. */
export const lightColours: Readonly<Record<ConnectionState['name'], string>> = {
  off: 'grey',
  connecting: 'amber',
  naming: 'amber',
  online: 'green',
  waiting: 'amber',
  refused: 'red',
};

/** Whole seconds until a time, counted down once a second; 0 when there is none. */
function useSecondsUntil(until: number | undefined): number {
  const [now, setNow] = useState(Date.now());
  useEffect(() => {
    setNow(Date.now());
    if (until === undefined) return;
    const timer = setInterval(() => setNow(Date.now()), 250);
    return () => clearInterval(timer);
  }, [until]);
  return until === undefined ? 0 : Math.max(0, Math.ceil((until - now) / 1000));
}

function textOf(state: ConnectionState, seconds: number): string {
  const texts: Readonly<Record<ConnectionState['name'], () => string>> = {
    off: () => t('linkOff'),
    connecting: () => t('linkConnecting'),
    naming: () => t('linkNaming'),
    online: () => t('linkOnline'),
    waiting: () => t('linkWaiting', { n: seconds }),
    refused: () => t('linkRefused'),
  };
  return texts[state.name]();
}

/** How the connection is, in words. */
export function useConnectionText(): string {
  const state = useChat().connectionState.value;
  return textOf(state, useSecondsUntil(state.name === 'waiting' ? state.until : undefined));
}

/** Why there is no connection, in words; `undefined` where there is nothing to say. */
export function connectionFaultText(state: ConnectionState): string | undefined {
  if (state.name !== 'waiting' && state.name !== 'refused') return undefined;
  const refused = originFault();
  if (refused !== undefined) return refused;
  const { cause } = state.reason;
  const text = faultText(state.reason);
  return cause === undefined || text.includes(cause) ? text : `${text} (${cause})`;
}

/** What is wrong and what to set, where the server refuses the page for its origin; `undefined`: it does not. */
export function originFault(): string | undefined {
  const origin = refusedOrigin.value;
  return origin === undefined ? undefined : t('originRefused', { origin });
}

/** The connection as a small light, with the countdown beside it. */
export function ConnectionLight() {
  const state = useChat().connectionState.value;
  const seconds = useSecondsUntil(state.name === 'waiting' ? state.until : undefined);
  const full = [textOf(state, seconds), connectionFaultText(state)].filter((part) => part !== undefined).join('. ');
  return (
    <span class={`light light-${lightColours[state.name]}`} role="img" aria-label={full} title={full}>
      {state.name === 'waiting' && seconds > 0 && <small>{t('linkWaitingShort', { n: seconds })}</small>}
    </span>
  );
}

/** Says aloud that the connection is lost, back or refused, without the countdown. Drawn once. */
export function ConnectionAnnouncer() {
  const state = useChat().connectionState.value;
  const spoken = state.name === 'waiting' ? connectionFaultText(state) : textOf(state, 0);
  return (
    <div class="unseen" role="status">
      {state.name === 'off' ? '' : spoken}
    </div>
  );
}
