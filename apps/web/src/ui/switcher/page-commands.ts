import {
  activeConversation,
  type Chat,
  clearMessages,
  displayName,
  leaveConversation,
  markRead,
} from '../../chat/index.js';
import { t } from '../../i18n/index.js';
import { chosenTheme, openDialog, openSearch, theme } from '../view.js';
import type { PageCommand } from './choices.js';

/** What the page can do besides going somewhere. */
export function pageCommands(chat: Chat): readonly PageCommand[] {
  const here = activeConversation(chat);
  const dark = theme.value === 'dark';
  const always: readonly PageCommand[] = [
    { name: t('settings'), icon: 'settings', run: () => openDialog('settings') },
    { name: t('changeNick'), icon: 'edit', run: () => openDialog('rename') },
    { name: t('keyboard'), icon: 'keyboard', run: () => openDialog('help') },
    {
      name: t(dark ? 'switchToLight' : 'switchToDark'),
      icon: dark ? 'light' : 'dark',
      run() {
        chosenTheme.value = dark ? 'light' : 'dark';
      },
    },
  ];
  if (here === undefined) return always;
  const room = here.peer.value === undefined;
  const name = displayName(here);
  return [
    { name: t('search'), icon: 'search', run: openSearch },
    ...(here.unread.value > 0
      ? [{ name: t('markAsRead'), icon: 'read', run: () => markRead(chat, here) } as const]
      : []),
    { name: t('clearList'), icon: 'clear', run: () => clearMessages(chat, here) },
    {
      name: room ? t('leaveRoom', { room: name }) : t('closeDirect', { nick: name }),
      icon: room ? 'leave' : 'close',
      run: () => leaveConversation(chat, here.key),
    },
    ...always,
  ];
}
