import { type Signal, signal } from '@preact/signals';
import { fold } from '../../../../core/message/fold.js';
import type { LoadState } from './beyond.js';
import type { Item, MessageItem, User } from './item.js';
import { createTimeline, type Timeline } from './list/ledger.js';
import type { Roster } from './roster.js';

/** Somebody whom we talk to directly. */
export interface Recipient {
  /** Unknown until the first message. */
  readonly id?: string;
  readonly nick: string;
}

/** What was caught up with after a lost connection. */
export interface RecoveryNotice {
  /** How many messages came. */
  readonly messages: number;
  /** When: milliseconds since the epoch. */
  readonly at: number;
}

/** The words that a message answers. */
export interface Quote {
  readonly nick: string;
  /** `''` where they are deleted. */
  readonly text: string;
}

/** A room that we are in, or a direct conversation. */
export interface Conversation {
  /** Names it on this page: the room's name, or `@` and something for a direct one. */
  readonly key: string;
  /** What the server calls it; `undefined` for a direct one in which nothing has been said yet. */
  room: string | undefined;
  /** With a direct conversation: whom with. */
  readonly peer: Signal<Recipient | undefined>;
  /** Oldest first; replaced at most once in a frame of the screen. */
  readonly items: Signal<readonly Item[]>;
  /** Who is there; empty for a direct conversation. */
  readonly roster: Signal<Roster>;
  /** Whether the server has us in the room. */
  readonly joined: Signal<boolean>;
  /** We were in the room, or wanted back into it, and the server does not have us there. */
  readonly removed: Signal<boolean>;
  readonly unread: Signal<number>;
  /** Whether one of the unread messages speaks to us. */
  readonly mentioned: Signal<boolean>;
  /** The item that the divider stands before. */
  readonly firstUnread: Signal<string | undefined>;
  /** What is written and not sent yet. */
  draft: string;
  /** Who writes now. */
  readonly typing: Signal<readonly User[]>;
  /** What lies before the first item. */
  readonly older: Signal<LoadState>;
  /** False while the list shows an old part of the room: what is new only counts as unread. */
  readonly live: Signal<boolean>;
  /** What lies behind the last item while not live. */
  readonly newer: Signal<Exclude<LoadState, 'unknown'>>;
  readonly topic: Signal<string | undefined>;
  /** One's own role in the room: `owner`, `moderator`, `operator`, `member`; `undefined` where the server has none. */
  readonly role: Signal<string | undefined>;
  /** “Caught up: 7 messages”, for some seconds. */
  readonly caughtUp: Signal<RecoveryNotice | undefined>;
  /** What the composer answers. */
  readonly replyingTo: Signal<MessageItem | undefined>;
  /** What the composer changes. */
  readonly editing: Signal<MessageItem | undefined>;
  /** Quoted words that are not in the list, by place; `undefined`: asked for, or not to be had. */
  readonly quotes: Signal<ReadonlyMap<string, Quote | undefined>>;
  /** The list that `items` shows a state of. */
  readonly timeline: Timeline;
}

/** A conversation in which nothing has happened yet. */
export function createConversation(key: string, peer?: Recipient, room?: string): Conversation {
  return {
    key,
    room: peer === undefined ? key : room,
    peer: signal(peer),
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

/** The key of a new direct conversation. */
export function directKey(nick: string): string {
  return `@${fold(nick)}`;
}

/** What it is called, without a mark. */
export function displayName(conversation: Conversation): string {
  return conversation.peer.value?.nick ?? conversation.key;
}
