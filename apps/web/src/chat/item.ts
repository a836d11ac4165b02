import type { PhraseName, Values } from '../i18n/index.js';
import type { Fault } from './fault.js';

/** A user as named in a message or event. */
export interface User {
  readonly id: string;
  readonly nick: string;
}

/** A position in a room's log. Offsets of different epochs cannot be compared. */
export interface Position {
  readonly epoch: string;
  /** From 1 on. */
  readonly offset: number;
}

/** What is known beyond one end of a list: `unknown` until requested, `failed` if the request failed. */
export type LoadState = 'unknown' | 'more' | 'loading' | 'none' | 'failed';

/** Users who reacted with one emoji. */
export interface Reaction {
  readonly count: number;
  /** Up to 10 of them. */
  readonly by: readonly User[];
  readonly mine: boolean;
}

/** A file sent to the room. */
export interface FileInfo {
  readonly id: string;
  /** Path on the gateway that served the page. */
  readonly url: string;
  readonly name: string;
  /** In bytes. */
  readonly size: number;
  /** Media type according to the sender, such as `image/png`. */
  readonly mediaType: string;
  /** In hex; `''` if unknown. */
  readonly sha256: string;
}

/** A message in a conversation. */
export interface MessageItem {
  readonly type: 'message';
  /** Stable identifier on this page: the message id, or the key of one of our own messages. */
  readonly uid: string;
  /** Milliseconds since the epoch: server time, or local time until the server has confirmed it. */
  readonly at: number;
  readonly from: User;
  readonly mine: boolean;
  /** `text`, `action` for `/me`, `file`, or a plugin's own kind. */
  readonly kind: string;
  /** `''` if erased. */
  readonly text: string;
  /** `waiting` for a connection, `sending`, `sent` (confirmed by the server), or `failed`. */
  readonly state: 'waiting' | 'sending' | 'sent' | 'failed';
  /** With `failed`. */
  readonly fault?: Fault;
  /** Set once sent. */
  readonly position?: Position;
  /** The server's message id, once sent. */
  readonly id?: string;
  /** The latest edit; `by` if someone other than the author made it. */
  readonly edited?: { readonly at: number; readonly by?: User };
  /** Set if the message was deleted. */
  readonly erased?: true;
  /** By emoji, in order of first use. Absent if there are none. */
  readonly reactions?: ReadonlyMap<string, Reaction>;
  /** The message that it replies to. */
  readonly reply?: Position & { readonly id: string };
  /** With the kind `file`, if the data is valid. */
  readonly file?: FileInfo;
}

/** One of our files being uploaded. The room's `file` message replaces it. */
export interface UploadItem {
  readonly type: 'upload';
  readonly uid: string;
  readonly at: number;
  readonly name: string;
  /** In bytes. */
  readonly size: number;
  readonly mediaType: string;
  /** A `blob:` URL of the picture, valid while the item is in the list. */
  readonly preview?: string;
  /** Bytes that the server has confirmed. */
  readonly sent: number;
  /** `waiting` for a free slot or a connection; `checking`: sent and being checked by the server. */
  readonly state: 'waiting' | 'sending' | 'paused' | 'checking' | 'failed';
  /** With `failed`. */
  readonly fault?: Fault;
}

/** A user joined, left or changed the nick. */
export interface PresenceChange {
  readonly change: 'joined' | 'left' | 'renamed';
  readonly nick: string;
  /** The previous nick, with `renamed`. */
  readonly was?: string;
  /** The reason given on leaving. */
  readonly reason?: string;
}

/** Consecutive presence changes. */
export interface PresenceItem {
  readonly type: 'presence';
  readonly uid: string;
  /** Time of the first change. */
  readonly at: number;
  readonly changes: readonly PresenceChange[];
}

/** Text of a notice: a phrase of the catalogue, a coded error, or plain text. */
export type NoticeText =
  | { readonly phrase: PhraseName; readonly values?: Values }
  | { readonly code: string; readonly text: string }
  | { readonly text: string };

/** A line that only this user sees. */
export interface NoticeItem {
  readonly type: 'notice';
  readonly uid: string;
  readonly at: number;
  readonly tone: 'plain' | 'error';
  readonly texts: readonly NoticeText[];
}

/** Messages that are no longer available. */
export interface GapItem {
  readonly type: 'gap';
  readonly uid: string;
  readonly at: number;
  /** Absent if unknown. */
  readonly missed?: number;
}

/** One entry of a conversation's list. Items are immutable; an update replaces the item. */
export type Item = GapItem | MessageItem | NoticeItem | PresenceItem | UploadItem;

/** From this many consecutive presence changes on, only their counts are shown. */
export const COLLAPSE_FROM = 4;

/** Consecutive changes of the same kind; users who left share the reason. */
export interface PresenceRun {
  readonly change: PresenceChange['change'];
  readonly nicks: readonly string[];
  /** With `renamed`, which is never grouped. */
  readonly was?: string;
  readonly reason?: string;
}

/** Groups consecutive changes: “ann and bob joined”, “carl left”. */
export function groupChanges(changes: readonly PresenceChange[]): readonly PresenceRun[] {
  const runs: PresenceRun[] = [];
  for (const { change, nick, was, reason } of changes) {
    const last = runs.at(-1);
    if (last !== undefined && change !== 'renamed' && last.change === change && last.reason === reason) {
      runs[runs.length - 1] = { ...last, nicks: [...last.nicks, nick] };
    } else {
      runs.push({
        change,
        nicks: [nick],
        ...(was === undefined ? {} : { was }),
        ...(reason === undefined ? {} : { reason }),
      });
    }
  }
  return runs;
}

/** Counts changes by kind. */
export function countChanges(changes: readonly PresenceChange[]): Readonly<Record<PresenceChange['change'], number>> {
  const counts = { joined: 0, left: 0, renamed: 0 };
  for (const { change } of changes) counts[change]++;
  return counts;
}
