import { effect, untracked } from '@preact/signals';
import { type Chat, type Conversation, displayName, showConversation } from '../chat/index.js';
import { t } from '../i18n/index.js';
import { mentions } from '../text/nicks.js';
import { mentionNotifications } from './taste.js';

const isPageFocused = (): boolean => document.visibilityState === 'visible' && document.hasFocus();

function showNotification(chat: Chat, conversation: Conversation): void {
  const direct = conversation.peer.value !== undefined;
  const nick = chat.me.value?.nick ?? '';
  const item = conversation.items.value.findLast(
    (one) => one.type === 'message' && !one.mine && (direct || mentions(one.text, nick)),
  );
  if (item?.type !== 'message') return;
  const from = item.from.nick;
  const title = direct ? from : t('notifiedIn', { nick: from, room: displayName(conversation) });
  // One for each conversation: what comes later takes the place of what came before.
  const notice = new Notification(title, { body: item.text, tag: conversation.key });
  notice.onclick = () => {
    window.focus();
    showConversation(chat, conversation.key);
    notice.close();
  };
}

/**
 * Tells by the system what speaks to the reader while they look elsewhere, if they want that.
 *
 * @returns ends it
 */
export function notifyMentions(chat: Chat): () => void {
  const before = new Map<string, number>();
  return effect(() => {
    for (const conversation of chat.conversations.value) {
      const count = conversation.mentioned.value ? conversation.unread.value : 0;
      const more = count > (before.get(conversation.key) ?? 0);
      before.set(conversation.key, count);
      if (!more || mentionNotifications.value !== 'on' || isPageFocused()) continue;
      untracked(() => showNotification(chat, conversation));
    }
  });
}
