import type { PhraseName, Values } from '../i18n/index.js';

/** Why a message of ours was not taken. */
export interface SendFault {
  readonly code: string;
  /** What the server said; `''` for the page's own codes. */
  readonly text: string;
}

/** A message in a conversation. */
export interface MessageItem {
  readonly type: 'message';
  /** Names the item on this page for good: the message's id, or for one of ours its key. */
  readonly uid: string;
  /** Milliseconds since the epoch: the server's time, until it is known the page's own. */
  readonly at: number;
  readonly from: { readonly id: string; readonly nick: string };
  readonly mine: boolean;
  /** `text`, or `action` for `/me`. */
  readonly kind: string;
  readonly text: string;
  /** `waiting` for a connection, `sent` and not answered yet, `kept` by the server, or `failed`. */
  readonly state: 'waiting' | 'sent' | 'kept' | 'failed';
  /** With `failed`. */
  readonly fault?: SendFault;
}

/** Somebody came, went or took another nick. */
export interface PresenceItem {
  readonly type: 'presence';
  readonly uid: string;
  readonly at: number;
  readonly change: 'joined' | 'left' | 'renamed';
  readonly nick: string;
  /** The nick before, with `renamed`. */
  readonly was?: string;
  /** What was said on leaving. */
  readonly reason?: string;
}

/** What a notice says: a phrase of the catalogue, so that it follows the language; a coded error; a text as it came. */
export type Said =
  | { readonly phrase: PhraseName; readonly values?: Values }
  | { readonly code: string; readonly text: string }
  | { readonly text: string };

/** A line for this reader only. */
export interface NoticeItem {
  readonly type: 'notice';
  readonly uid: string;
  readonly at: number;
  readonly tone: 'plain' | 'bad';
  readonly said: readonly Said[];
}

/** One entry of a conversation, as the page keeps it. */
export type Item = MessageItem | NoticeItem | PresenceItem;
