import {
  type Chat,
  type Conversation,
  clearDivider,
  clearMessages,
  displayName,
  leaveConversation,
  markRead,
} from '../chat/index.js';
import { t } from '../i18n/index.js';
import { addressOf } from './address.js';
import { copyToClipboard } from './copy.js';
import type { MenuItem } from './menu.js';

/** What can be done with a conversation. */
export function conversationMenu(chat: Chat, conversation: Conversation): readonly MenuItem[] {
  const name = displayName(conversation);
  const room = conversation.peer.value === undefined;
  const read: MenuItem = {
    label: t('markAsRead'),
    icon: 'read',
    run() {
      markRead(chat, conversation);
      clearDivider(conversation);
    },
  };
  const link: MenuItem = {
    label: t('copyLink'),
    icon: 'link',
    run: () => void copyToClipboard(addressOf(conversation), t('linkCopied')),
  };
  return [
    ...(conversation.unread.value > 0 ? [read] : []),
    ...(room ? [link] : []),
    { label: t('clearList'), icon: 'clear', run: () => clearMessages(chat, conversation) },
    {
      label: room ? t('leaveRoom', { room: name }) : t('closeDirect', { nick: name }),
      icon: room ? 'leave' : 'close',
      bad: true,
      run: () => leaveConversation(chat, conversation.key),
    },
  ];
}
