import { beginEdit, beginReply, type Chat, type Conversation, type MessageItem } from '../../../chat/index.js';
import { type PhraseName, t } from '../../../i18n/index.js';
import { copy } from '../../copy.js';
import type { IconName } from '../../icon.js';

/** What an action is done to, and with. */
export interface ActionPlace {
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
  readonly fits: (place: ActionPlace) => boolean;
  readonly run: (place: ActionPlace) => void;
}

const EDITABLE: ReadonlySet<string> = new Set(['text', 'action']);
/** Roles whose bearers may delete what others said. */
const KEEPERS: ReadonlySet<string> = new Set(['moderator', 'operator', 'owner']);

const isKept = ({ item }: ActionPlace): boolean => item.place !== undefined && item.erased === undefined;

/** All of them, in the order in which they are shown. */
const actions: readonly Action[] = [
  { name: 'react', icon: 'react', fits: isKept, run: ({ choose }) => choose() },
  { name: 'reply', icon: 'reply', fits: isKept, run: ({ conversation, item }) => beginReply(conversation, item) },
  {
    name: 'edit',
    icon: 'edit',
    fits: (place) => isKept(place) && place.item.mine && EDITABLE.has(place.item.kind),
    run: ({ conversation, item }) => beginEdit(conversation, item),
  },
  {
    name: 'copyText',
    icon: 'copy',
    fits: ({ item }) => item.text !== '',
    run: ({ item }) => void copy(item.text, t('textCopied')),
  },
  {
    name: 'delete',
    icon: 'delete',
    bad: true,
    fits: (place) => isKept(place) && (place.item.mine || KEEPERS.has(place.conversation.role.value ?? '')),
    run: ({ ask }) => ask(),
  },
];

/** What can be done to a message. */
export function actionsFor(place: ActionPlace): readonly Action[] {
  return actions.filter(({ fits }) => fits(place));
}
