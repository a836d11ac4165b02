import { effect } from '@preact/signals';
import { CheckCheck, Eraser, Link, LogOut, X } from 'lucide';
import {
  activeConversation,
  type Chat,
  type Conversation,
  clearDivider,
  clearMessages,
  displayName,
  joinRoom,
  leaveConversation,
  markRead,
  openDirect,
  showConversation,
} from '../chat/index.js';
import { t } from '../i18n/index.js';
import type { MenuItem } from '../ui-kit/menu.js';
import { copyToClipboard } from './copy.js';

/** Decodes a URL fragment; `''` if it is invalid. */
export function decodeHash(hash: string): string {
  try {
    return decodeURIComponent(hash.replace(/^#/, ''));
  } catch {
    return '';
  }
}

/** Returns the URL of a conversation. */
export function addressOf({ key, recipient }: Pick<Conversation, 'key' | 'recipient'>): string {
  const name = recipient.value === undefined ? key : `@${recipient.value.nick}`;
  return new URL(`#${encodeURIComponent(name)}`, location.href).href;
}

function openByName(chat: Chat, name: string): void {
  const known = chat.conversations.value.find((other) => other.key === name || addressOf(other) === location.href);
  if (known !== undefined) showConversation(chat, known.key);
  else if (name.startsWith('@') && name.length > 1) openDirect(chat, { nick: name.slice(1) });
  // A refusal is shown in the room's list.
  else if (name !== '') joinRoom(chat, name).catch(() => {});
}

/**
 * Keeps the URL and the shown conversation in sync, so that the browser's back button works.
 *
 * @returns stops it
 */
export function syncAddress(chat: Chat): () => void {
  let isFirst = true;
  const stop = effect(() => {
    const conversation = activeConversation(chat);
    if (conversation === undefined) return;
    const address = addressOf(conversation);
    if (address !== location.href) {
      if (isFirst) history.replaceState(null, '', address);
      else history.pushState(null, '', address);
    }
    isFirst = false;
  });
  const onPopState = () => openByName(chat, decodeHash(location.hash));
  window.addEventListener('popstate', onPopState);
  return () => {
    stop();
    window.removeEventListener('popstate', onPopState);
  };
}

/** Returns the menu of a conversation. */
export function conversationMenu(chat: Chat, conversation: Conversation): readonly MenuItem[] {
  const name = displayName(conversation);
  const isRoom = conversation.recipient.value === undefined;
  const read: MenuItem = {
    label: t('markAsRead'),
    icon: CheckCheck,
    run() {
      markRead(chat, conversation);
      clearDivider(conversation);
    },
  };
  const link: MenuItem = {
    label: t('copyLink'),
    icon: Link,
    run: () => void copyToClipboard(addressOf(conversation), t('linkCopied')),
  };
  return [
    ...(conversation.unread.value > 0 ? [read] : []),
    ...(isRoom ? [link] : []),
    { label: t('clearList'), icon: Eraser, run: () => clearMessages(chat, conversation) },
    {
      label: isRoom ? t('leaveRoom', { room: name }) : t('closeDirect', { nick: name }),
      icon: isRoom ? LogOut : X,
      danger: true,
      run: () => leaveConversation(chat, conversation.key),
    },
  ];
}
