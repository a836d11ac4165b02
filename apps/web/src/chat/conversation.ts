import { type Signal, signal } from '@preact/signals';
import { fold } from '../text/nicks.js';
import type { Item } from './item.js';
import type { Roster } from './roster.js';

/** Somebody whom we talk to directly. */
export interface Peer {
  /** Unknown until the first message. */
  readonly id?: string;
  readonly nick: string;
}

/** A room that we are in, or a direct conversation. */
export interface Conversation {
  /** Names it on this page: the room's name, or `@` and something for a direct one. */
  readonly key: string;
  /** With a direct conversation: whom with. */
  readonly peer: Signal<Peer | undefined>;
  readonly items: Signal<readonly Item[]>;
  /** Who is there; empty for a direct conversation. */
  readonly roster: Signal<Roster>;
  /** Whether the server has us in the room. */
  readonly joined: Signal<boolean>;
  /** We were in the room, or wanted back into it, and the server does not have us there. */
  readonly removed: Signal<boolean>;
  readonly unread: Signal<number>;
  /** Whether one of the unread messages speaks to us. */
  readonly called: Signal<boolean>;
  /** The item that the divider stands before. */
  readonly firstUnread: Signal<string | undefined>;
  /** What is written and not sent yet. */
  draft: string;
  /** The end of the room's log, as far as it is known here. */
  seen: { readonly epoch: string; readonly offset: number } | undefined;
}

/** A conversation in which nothing has happened yet. */
export function createConversation(key: string, peer?: Peer): Conversation {
  return {
    key,
    peer: signal(peer),
    items: signal([]),
    roster: signal([]),
    joined: signal(false),
    removed: signal(false),
    unread: signal(0),
    called: signal(false),
    firstUnread: signal(undefined),
    draft: '',
    seen: undefined,
  };
}

/** The key of a new direct conversation. */
export function directKey(nick: string): string {
  return `@${fold(nick)}`;
}

/** What it is called, without a mark. */
export function nameOf(conversation: Conversation): string {
  return conversation.peer.value?.nick ?? conversation.key;
}
