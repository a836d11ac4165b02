import { Copy, type IconNode, Pencil, Reply, SmilePlus, Trash2 } from 'lucide';
import {
  type Chat,
  type Conversation,
  type Item,
  type MessageItem,
  setReaction,
  startEdit,
  startReply,
} from '../../chat/index.js';
import { type PhraseName, t } from '../../i18n/index.js';
import { openMenu, pointerBox } from '../../ui-kit/menu.js';
import { copyToClipboard } from '../copy.js';

/** Content of the action bar: all actions, the quick reactions, or the delete confirmation. */
export type BarMode = 'all' | 'delete' | 'react';

/** Context of a message action. */
export interface ActionContext {
  readonly chat: Chat;
  readonly conversation: Conversation;
  readonly item: MessageItem;
  /** Shows the quick reactions. */
  readonly openPicker: () => void;
  /** Asks for confirmation of a deletion. */
  readonly confirmDelete: () => void;
}

/** An action on a message. */
export interface Action {
  readonly name: PhraseName;
  readonly icon: IconNode;
  /** Marks a destructive action. */
  readonly danger?: true;
  /** Whether it applies to a message. */
  readonly fits: (context: ActionContext) => boolean;
  readonly run: (context: ActionContext) => void;
}

const EDITABLE: ReadonlySet<string> = new Set(['text', 'action']);
/** Roles that may delete messages of other users. */
const MODERATOR_ROLES: ReadonlySet<string> = new Set(['moderator', 'operator', 'owner']);

const isStored = ({ item }: ActionContext): boolean => item.position !== undefined && item.erased === undefined;

/** In display order. */
const actions: readonly Action[] = [
  { name: 'react', icon: SmilePlus, fits: isStored, run: ({ openPicker }) => openPicker() },
  { name: 'reply', icon: Reply, fits: isStored, run: ({ conversation, item }) => startReply(conversation, item) },
  {
    name: 'edit',
    icon: Pencil,
    fits: (context) => isStored(context) && context.item.mine && EDITABLE.has(context.item.kind),
    run: ({ conversation, item }) => startEdit(conversation, item),
  },
  {
    name: 'copyText',
    icon: Copy,
    fits: ({ item }) => item.text !== '',
    run: ({ item }) => void copyToClipboard(item.text, t('textCopied')),
  },
  {
    name: 'delete',
    icon: Trash2,
    danger: true,
    fits: (context) =>
      isStored(context) && (context.item.mine || MODERATOR_ROLES.has(context.conversation.role.value ?? '')),
    run: ({ confirmDelete }) => confirmDelete(),
  },
];

/** Returns the actions that apply to a message. */
export function actionsFor(context: ActionContext): readonly Action[] {
  return actions.filter(({ fits }) => fits(context));
}

/** The most common reactions. */
export const QUICK_REACTIONS = ['👍', '❤️', '😂', '🎉', '😮', '👀'] as const;

/** Opens the emoji picker and adds the picked reaction. */
export async function reactWithPicker(
  chat: Chat,
  conversation: Conversation,
  item: MessageItem,
  anchor: HTMLElement,
): Promise<void> {
  const { pickEmoji } = await import('../emoji/picker.js');
  const emoji = await pickEmoji(anchor);
  if (emoji !== undefined) await setReaction(chat, conversation, item, emoji, true);
}

export interface RowMenuOptions {
  readonly event: KeyboardEvent | MouseEvent;
  readonly chat: Chat;
  readonly conversation: Conversation;
  readonly find: (uid: string) => Item | undefined;
  /** Makes a row the active one. */
  readonly point: (row: HTMLElement, mode?: BarMode) => void;
}

const isMenuKey = ({ key, shiftKey }: KeyboardEvent): boolean =>
  key === 'Enter' || key === 'ContextMenu' || (key === 'F10' && shiftKey);

/** A mouse keeps the browser's own context menu, for links and selections. */
function isMenuEvent(event: KeyboardEvent | MouseEvent, row: HTMLElement): boolean {
  if (event instanceof KeyboardEvent) return event.target === row && isMenuKey(event);
  return (event as PointerEvent).pointerType === 'touch';
}

/** Opens the menu of message actions: by keyboard, or by a long press. */
export function openRowMenu({ event, chat, conversation, find, point }: RowMenuOptions): void {
  const { target } = event;
  const row = target instanceof Element ? target.closest<HTMLElement>('.row') : null;
  if (row === null || !isMenuEvent(event, row)) return;
  const item = find(row.dataset.uid ?? '');
  if (item?.type !== 'message' || item.erased !== undefined) return;
  event.preventDefault();
  const context = {
    chat,
    conversation,
    item,
    openPicker: () => point(row, 'react'),
    confirmDelete: () => point(row, 'delete'),
  };
  const entries = actionsFor(context).map(({ name, icon, danger, run }) => ({
    label: t(name),
    icon,
    ...(danger && { danger }),
    run: () => run(context),
  }));
  const anchor = event instanceof KeyboardEvent ? (row.querySelector('.message-body') ?? row) : pointerBox(event);
  openMenu(anchor, t('messageActions', { nick: item.from.nick }), entries);
}
