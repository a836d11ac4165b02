import type { Chat, Conversation, Item } from '../../../chat/index.js';
import { t } from '../../../i18n/index.js';
import { openMenu, pointerBox } from '../../menu.js';
import { actionsFor } from './actions.js';
import type { BarMode } from './bar.js';

/** What a row's menu is opened with. */
export interface RowMenuOptions {
  readonly event: KeyboardEvent | MouseEvent;
  readonly chat: Chat;
  readonly conversation: Conversation;
  readonly find: (uid: string) => Item | undefined;
  /** Makes a row the one that the reader points at. */
  readonly point: (row: HTMLElement, mode?: BarMode) => void;
}

const isMenuKey = ({ key, shiftKey }: KeyboardEvent): boolean =>
  key === 'Enter' || key === 'ContextMenu' || (key === 'F10' && shiftKey);

/** A mouse keeps the browser's own menu, with what it can do to a link and a selection. */
function isFor(event: KeyboardEvent | MouseEvent, row: HTMLElement): boolean {
  if (event instanceof KeyboardEvent) return event.target === row && isMenuKey(event);
  return (event as PointerEvent).pointerType === 'touch';
}

/** Opens the menu of what can be done to a message: from the keyboard, or with a finger that stays. */
export function openRowMenu({ event, chat, conversation, find, point }: RowMenuOptions): void {
  const { target } = event;
  const row = target instanceof Element ? target.closest<HTMLElement>('.row') : null;
  if (row === null || !isFor(event, row)) return;
  const item = find(row.dataset.uid ?? '');
  if (item?.type !== 'message' || item.erased !== undefined) return;
  event.preventDefault();
  const place = {
    chat,
    conversation,
    item,
    choose: () => point(row, 'react'),
    ask: () => point(row, 'delete'),
  };
  const lines = actionsFor(place).map(({ name, icon, bad, run }) => ({
    label: t(name),
    icon,
    ...(bad && { bad }),
    run: () => run(place),
  }));
  const anchor = event instanceof KeyboardEvent ? (row.querySelector('.message-body') ?? row) : pointerBox(event);
  openMenu(anchor, t('messageActions', { nick: item.from.nick }), lines);
}
