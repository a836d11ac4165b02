import { type Chat, type Conversation, clearDivider, clearList, leave, markRead, nameOf } from '../chat/index.js';
import { t } from '../i18n/index.js';
import { addressOf } from './address.js';
import { copy } from './copy.js';
import type { MenuLine } from './menu.js';

/** What can be done with a conversation. */
export function conversationMenu(chat: Chat, conversation: Conversation): readonly MenuLine[] {
  const name = nameOf(conversation);
  const room = conversation.peer.value === undefined;
  const read: MenuLine = {
    label: t('markAsRead'),
    icon: 'read',
    run() {
      markRead(chat, conversation);
      clearDivider(conversation);
    },
  };
  const link: MenuLine = {
    label: t('copyLink'),
    icon: 'link',
    run: () => void copy(addressOf(conversation), t('linkCopied')),
  };
  return [
    ...(conversation.unread.value > 0 ? [read] : []),
    ...(room ? [link] : []),
    { label: t('clearList'), icon: 'clear', run: () => clearList(chat, conversation) },
    {
      label: room ? t('leaveRoom', { room: name }) : t('closeDirect', { nick: name }),
      icon: room ? 'leave' : 'close',
      bad: true,
      run: () => leave(chat, conversation.key),
    },
  ];
}
