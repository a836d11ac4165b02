import { effect, untracked, useSignal } from '@preact/signals';
import { type Chat, type Conversation, displayName, showConversation } from '../chat/index.js';
import { t } from '../i18n/index.js';
import { mentionNotifications } from '../preferences.js';
import { mentions } from '../text/tokens.js';
import { SettingSwitch } from '../ui-kit/settings.js';

const isPageFocused = (): boolean => document.visibilityState === 'visible' && document.hasFocus();

function showNotification(chat: Chat, conversation: Conversation): void {
  const direct = conversation.recipient.value !== undefined;
  const nick = chat.me.value?.nick ?? '';
  const item = conversation.items.value.findLast(
    (other) => other.type === 'message' && !other.mine && (direct || mentions(other.text, nick)),
  );
  if (item?.type !== 'message') return;
  const from = item.from.nick;
  const title = direct ? from : t('notifiedIn', { nick: from, room: displayName(conversation) });
  // One notification per conversation: a newer one replaces it.
  const notification = new Notification(title, { body: item.text, tag: conversation.key });
  notification.onclick = () => {
    window.focus();
    showConversation(chat, conversation.key);
    notification.close();
  };
}

/**
 * Shows system notifications for mentions and direct messages while the page is not focused, if enabled.
 *
 * @returns stops it
 */
export function notifyMentions(chat: Chat): () => void {
  const counts = new Map<string, number>();
  return effect(() => {
    for (const conversation of chat.conversations.value) {
      const count = conversation.mentioned.value ? conversation.unread.value : 0;
      const more = count > (counts.get(conversation.key) ?? 0);
      counts.set(conversation.key, count);
      if (!more || mentionNotifications.value !== 'on' || isPageFocused()) continue;
      untracked(() => showNotification(chat, conversation));
    }
  });
}

/** The setting for notifications. Asks for the browser's permission when it is switched on. */
export function MentionSetting() {
  const blocked = useSignal('Notification' in window ? Notification.permission === 'denied' : true);
  const change = async (on: boolean) => {
    if (!on) {
      mentionNotifications.value = undefined;
      return;
    }
    const permission = await Notification.requestPermission();
    blocked.value = permission === 'denied';
    mentionNotifications.value = permission === 'granted' ? 'on' : undefined;
  };
  return (
    <>
      <SettingSwitch
        label={t('notifyMentions')}
        on={mentionNotifications.value === 'on' && !blocked.value}
        disabled={blocked.value}
        onChange={(on) => void change(on)}
      />
      {blocked.value && <p class="aside">{t('notifyBlocked')}</p>}
    </>
  );
}
