import { type Chat, type Conversation, type MessageItem, startEdit, startReply } from '../../../chat/index.js';
import { type PhraseName, t } from '../../../i18n/index.js';
import { copyToClipboard } from '../../copy.js';
import type { IconName } from '../../icon.js';

/** What an action is done to, and with. */
export interface ActionContext {
  readonly chat: Chat;
  readonly conversation: Conversation;
  readonly item: MessageItem;
  /** Opens the choice of an emoji. */
  readonly choose: () => void;
  /** Asks whether the message is to be deleted. */
  readonly ask: () => void;
}

/** Something that can be done to a message. */
export interface Action {
  readonly name: PhraseName;
  readonly icon: IconName;
  readonly bad?: true;
  /** Whether it makes sense for a message. */
  readonly fits: (place: ActionContext) => boolean;
  readonly run: (place: ActionContext) => void;
}

const EDITABLE: ReadonlySet<string> = new Set(['text', 'action']);
/** Roles whose bearers may delete what others said. */
const MODERATOR_ROLES: ReadonlySet<string> = new Set(['moderator', 'operator', 'owner']);

const isKept = ({ item }: ActionContext): boolean => item.position !== undefined && item.erased === undefined;

/** All of them, in the order in which they are shown. */
const actions: readonly Action[] = [
  { name: 'react', icon: 'react', fits: isKept, run: ({ choose }) => choose() },
  { name: 'reply', icon: 'reply', fits: isKept, run: ({ conversation, item }) => startReply(conversation, item) },
  {
    name: 'edit',
    icon: 'edit',
    fits: (place) => isKept(place) && place.item.mine && EDITABLE.has(place.item.kind),
    run: ({ conversation, item }) => startEdit(conversation, item),
  },
  {
    name: 'copyText',
    icon: 'copy',
    fits: ({ item }) => item.text !== '',
    run: ({ item }) => void copyToClipboard(item.text, t('textCopied')),
  },
  {
    name: 'delete',
    icon: 'delete',
    bad: true,
    fits: (place) => isKept(place) && (place.item.mine || MODERATOR_ROLES.has(place.conversation.role.value ?? '')),
    run: ({ ask }) => ask(),
  },
];

/** What can be done to a message. */
export function actionsFor(place: ActionContext): readonly Action[] {
  return actions.filter(({ fits }) => fits(place));
}
