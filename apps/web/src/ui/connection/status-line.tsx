import { type Conversation, joinRoom, reconnect, waitingMessages } from '../../chat/index.js';
import { t } from '../../i18n/index.js';
import { useChat } from '../context.js';
import { connectionFaultText, useConnectionText } from './link-light.js';

/** We are connected, but not in the room that is shown. */
function NotJoined({ room }: { readonly room: string }) {
  const chat = useChat();
  return (
    <div class="status status-bad" role="status">
      <span>{t('notJoined', { room })}</span>
      {/* The room's list says what keeps one out. */}
      <button type="button" class="link-button" onClick={() => void joinRoom(chat, room).catch(() => {})}>
        {t('joinAgain')}
      </button>
    </div>
  );
}

/** There is no connection: why, what becomes of it, and what waits for it. */
function Disconnected() {
  const chat = useChat();
  const state = chat.connectionState.value;
  const text = useConnectionText();
  const waiting = chat.conversations.value.reduce((sum, one) => sum + waitingMessages(one).length, 0);
  const reason = connectionFaultText(state);
  return (
    // The countdown itself is not read aloud every second.
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

/** One line above the composer, only when the connection or the room needs attention. */
export function StatusLine({ conversation }: { readonly conversation: Conversation | undefined }) {
  const chat = useChat();
  const { name } = chat.connectionState.value;
  // The sign-in says it all.
  if (name === 'naming' || (name === 'off' && chat.me.value === undefined)) return null;
  if (name !== 'online') return <Disconnected />;
  if (conversation === undefined) return null;
  if (conversation.removed.value) return <NotJoined room={conversation.key} />;
  const caught = conversation.caughtUp.value;
  if (caught === undefined) return null;
  return (
    <div key={caught.at} class="status status-caught" role="status">
      <span>{t('caughtUp', { n: caught.messages })}</span>
    </div>
  );
}
