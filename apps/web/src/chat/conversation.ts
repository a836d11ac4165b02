import { type Signal, signal } from '@preact/signals';
import type { Occupant } from '../../../../client/index.js';
import { fold } from '../../../../core/message/fold.js';
import type { Item, LoadState, MessageItem, User } from './item.js';
import { createTimeline, type Timeline } from './timeline/timeline.js';

/** Members of a room, sorted by nick. */
export type Roster = readonly Occupant[];

const order = new Intl.Collator(undefined, { sensitivity: 'base', numeric: true });

/** Sorts members by nick, ignoring case. */
export function sortByNick(members: Roster): Roster {
  return [...members].sort((a, b) => order.compare(a.nick, b.nick));
}

/** The other user of a direct conversation. */
export interface Recipient {
  /** Unknown until the first message. */
  readonly id?: string;
  readonly nick: string;
}

/** Result of a recovery after a lost connection. */
export interface RecoveryNotice {
  /** Number of recovered messages. */
  readonly messages: number;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/** The message that another one replies to. */
export interface Quote {
  readonly nick: string;
  /** `''` if it was deleted. */
  readonly text: string;
}

/** A room that we are in, or a direct conversation. */
export interface Conversation {
  /** Unique on this page: the room name, or `@` and the folded nick. */
  readonly key: string;
  /** The server's room name; `undefined` for a direct conversation without messages. */
  room: string | undefined;
  /** The other user, in a direct conversation. */
  readonly recipient: Signal<Recipient | undefined>;
  /** Oldest first; replaced at most once per animation frame. */
  readonly items: Signal<readonly Item[]>;
  /** Empty for a direct conversation. */
  readonly roster: Signal<Roster>;
  /** Whether the server has us in the room. */
  readonly joined: Signal<boolean>;
  /** Whether we were removed from the room, or could not rejoin it. */
  readonly removed: Signal<boolean>;
  readonly unread: Signal<number>;
  /** Whether an unread message mentions us. */
  readonly mentioned: Signal<boolean>;
  /** The uid of the item below the unread divider. */
  readonly firstUnread: Signal<string | undefined>;
  /** Unsent text of the composer. */
  draft: string;
  /** Users who are typing. */
  readonly typing: Signal<readonly User[]>;
  /** State of the history before the first item. */
  readonly older: Signal<LoadState>;
  /** False while the list shows an older section of the room; new messages only count as unread then. */
  readonly live: Signal<boolean>;
  /** State of the history after the last item, while not live. */
  readonly newer: Signal<Exclude<LoadState, 'unknown'>>;
  readonly topic: Signal<string | undefined>;
  /** Our role in the room: `owner`, `moderator`, `operator`, `member`; `undefined` if the server has no roles. */
  readonly role: Signal<string | undefined>;
  /** Shown for some seconds: “Caught up: 7 messages”. */
  readonly caughtUp: Signal<RecoveryNotice | undefined>;
  /** The message that the composer replies to. */
  readonly replyingTo: Signal<MessageItem | undefined>;
  /** The message that the composer edits. */
  readonly editing: Signal<MessageItem | undefined>;
  /** Quotes of messages outside the list, by key; `undefined` while loading or not available. */
  readonly quotes: Signal<ReadonlyMap<string, Quote | undefined>>;
  /** Mutable state behind the signals. */
  readonly timeline: Timeline;
}

/** Creates a conversation without messages. */
export function createConversation(key: string, recipient?: Recipient, room?: string): Conversation {
  return {
    key,
    room: recipient === undefined ? key : room,
    recipient: signal(recipient),
    items: signal([]),
    roster: signal([]),
    joined: signal(false),
    removed: signal(false),
    unread: signal(0),
    mentioned: signal(false),
    firstUnread: signal(undefined),
    draft: '',
    typing: signal([]),
    older: signal('unknown'),
    live: signal(true),
    newer: signal('none'),
    topic: signal(undefined),
    role: signal(undefined),
    caughtUp: signal(undefined),
    replyingTo: signal(undefined),
    editing: signal(undefined),
    quotes: signal(new Map()),
    timeline: createTimeline(),
  };
}

/** Returns the key of a new direct conversation. */
export function directKey(nick: string): string {
  return `@${fold(nick)}`;
}

/** Returns the name to show: the nick or the room, without `@` or `#`. */
export function displayName(conversation: Conversation): string {
  return conversation.recipient.value?.nick ?? conversation.key;
}

/** Conversations in display order. */
export interface SortedConversations {
  readonly rooms: readonly Conversation[];
  readonly direct: readonly Conversation[];
}

/**
 * Sorts conversations for the sidebar: rooms by name, so that they keep their places; of direct conversations, unread
 * ones come first.
 *
 * @param language language tag for the alphabetical order
 */
export function sortConversations(all: readonly Conversation[], language: string): SortedConversations {
  const collator = new Intl.Collator(language, { sensitivity: 'base', numeric: true });
  const byName = (a: Conversation, b: Conversation) => collator.compare(displayName(a), displayName(b));
  const rank = ({ unread }: Conversation) => (unread.value > 0 ? 0 : 1);
  return {
    rooms: all.filter(({ recipient }) => recipient.value === undefined).sort(byName),
    direct: all
      .filter(({ recipient }) => recipient.value !== undefined)
      .sort((a, b) => rank(a) - rank(b) || byName(a, b)),
  };
}
