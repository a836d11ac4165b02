import { type Conversation, joinRoom, waitingIn } from '../chat/index.js';
import { t } from '../i18n/index.js';
import { useChat } from './context.js';
import { reasonOf, useLinkText } from './link-light.js';

/** One line above the composer, only when the connection or the room needs attention. */
export function StatusLine({ conversation }: { readonly conversation: Conversation | undefined }) {
  const chat = useChat();
  const state = chat.linkState.value;
  const text = useLinkText();
  if (state.name === 'naming' || (state.name === 'off' && chat.me.value === undefined)) return null;
  if (state.name === 'online') {
    if (conversation === undefined || !conversation.removed.value) return null;
    const room = conversation.key;
    return (
      <div class="status" role="status">
        <span>{t('notJoined', { room })}</span>
        <button type="button" class="link-button" onClick={() => void joinRoom(chat, room).catch(() => {})}>
          {t('joinAgain')}
        </button>
      </div>
    );
  }
  const waiting = chat.conversations.value.reduce((sum, one) => sum + waitingIn(one).length, 0);
  const reason = reasonOf(state);
  const again = () => (state.name === 'waiting' ? chat.link.hurry() : chat.link.start(chat.memory.nick ?? ''));
  return (
    // The countdown itself is not read aloud every second.
    <div class={`status status-${state.name}`} role="status" aria-live="off">
      {reason !== undefined && <span>{reason}</span>}
      {state.name !== 'refused' && <span>{text}</span>}
      {waiting > 0 && <span>{t('waitingMessages', { n: waiting })}</span>}
      {state.name !== 'connecting' && (
        <button type="button" class="link-button" onClick={again}>
          {t(state.name === 'waiting' ? 'reconnectNow' : 'reconnect')}
        </button>
      )}
    </div>
  );
}
