import { type ConnectionState, type Conversation, joinRoom, reconnect, waitingMessages } from '../chat/index.js';
import { refusedOrigin } from '../gateway.js';
import { faultText, t } from '../i18n/index.js';
import { useSecondsUntil } from '../ui-kit/countdown.js';
import { useChat } from './context.js';

export const lightColours: Readonly<Record<ConnectionState['name'], string>> = {
  off: 'grey',
  connecting: 'amber',
  naming: 'amber',
  online: 'green',
  waiting: 'amber',
  refused: 'red',
};

const stateTexts = {
  off: 'linkOff',
  connecting: 'linkConnecting',
  naming: 'linkNaming',
  online: 'linkOnline',
  waiting: 'linkWaiting',
  refused: 'linkRefused',
} as const;

const textOf = (state: ConnectionState, seconds: number): string => t(stateTexts[state.name], { n: seconds });

/** Returns the connection state as text. */
export function useConnectionText(): string {
  const state = useChat().connectionState.value;
  return textOf(state, useSecondsUntil(state.name === 'waiting' ? state.until : undefined));
}

/** Describes why there is no connection; `undefined` if connected or connecting. */
export function connectionFaultText(state: ConnectionState): string | undefined {
  if (state.name !== 'waiting' && state.name !== 'refused') return undefined;
  const refused = originFault();
  if (refused !== undefined) return refused;
  const { cause } = state.reason;
  const text = faultText(state.reason);
  return cause === undefined || text.includes(cause) ? text : `${text} (${cause})`;
}

/** Explains that the server refuses this page's origin, and how to allow it. */
export function originFault(): string | undefined {
  const origin = refusedOrigin.value;
  return origin === undefined ? undefined : t('originRefused', { origin });
}

/** A status light, with a countdown while waiting to reconnect. */
export function ConnectionLight() {
  const state = useChat().connectionState.value;
  const seconds = useSecondsUntil(state.name === 'waiting' ? state.until : undefined);
  const label = [textOf(state, seconds), connectionFaultText(state)].filter((part) => part !== undefined).join('. ');
  return (
    <span class={`light light-${lightColours[state.name]}`} role="img" aria-label={label} title={label}>
      {state.name === 'waiting' && seconds > 0 && <small>{t('linkWaitingShort', { n: seconds })}</small>}
    </span>
  );
}

/** Announces connection changes to screen readers, without the countdown. Mount it once. */
export function ConnectionAnnouncer() {
  const state = useChat().connectionState.value;
  const announcement = state.name === 'waiting' ? connectionFaultText(state) : textOf(state, 0);
  return (
    <div class="visually-hidden" role="status">
      {state.name === 'off' ? '' : announcement}
    </div>
  );
}

/** Connected, but not in the shown room. */
function NotJoined({ room }: { readonly room: string }) {
  const chat = useChat();
  return (
    <div class="status status-bad" role="status">
      <span>{t('notJoined', { room })}</span>
      {/* A refusal is shown in the room's list. */}
      <button type="button" class="link-button" onClick={() => void joinRoom(chat, room).catch(() => {})}>
        {t('joinAgain')}
      </button>
    </div>
  );
}

/** Why there is no connection, the countdown, and the number of waiting messages. */
function Disconnected() {
  const chat = useChat();
  const state = chat.connectionState.value;
  const text = useConnectionText();
  const waiting = chat.conversations.value.reduce((sum, other) => sum + waitingMessages(other).length, 0);
  const reason = connectionFaultText(state);
  return (
    // The countdown is not announced every second.
    <div class={`status status-${state.name}`}>
      {state.name === 'refused' && <span>{text}</span>}
      {reason !== undefined && <span class="status-reason">{reason}</span>}
      {state.name !== 'refused' && <span>{text}</span>}
      {waiting > 0 && <span>{t('waitingMessages', { n: waiting })}</span>}
      {state.name === 'waiting' && (
        <button type="button" class="link-button" onClick={() => chat.client.hurry()}>
          {t('reconnectNow')}
        </button>
      )}
      {(state.name === 'off' || state.name === 'refused') && (
        <button type="button" class="link-button" onClick={() => reconnect(chat)}>
          {t('reconnect')}
        </button>
      )}
    </div>
  );
}

/** A line above the composer while the connection or the room needs attention. */
export function StatusLine({ conversation }: { readonly conversation: Conversation | undefined }) {
  const chat = useChat();
  const { name } = chat.connectionState.value;
  // The sign-in dialog shows the state.
  if (name === 'naming' || (name === 'off' && chat.me.value === undefined)) return null;
  if (name !== 'online') return <Disconnected />;
  if (conversation === undefined) return null;
  if (conversation.removed.value) return <NotJoined room={conversation.key} />;
  const recovery = conversation.caughtUp.value;
  if (recovery === undefined) return null;
  return (
    <div key={recovery.at} class="status status-caught" role="status">
      <span>{t('caughtUp', { n: recovery.messages })}</span>
    </div>
  );
}
