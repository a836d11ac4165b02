import type { PhraseName, Values } from '../i18n/index.js';
import type { SendFault } from './fault.js';

/** Somebody, by the server's id, as they were called. */
export interface User {
  readonly id: string;
  readonly nick: string;
}

/** A place in a room's log. Offsets of two epochs cannot be compared. */
export interface Position {
  readonly epoch: string;
  /** From 1 on. */
  readonly offset: number;
}

/** Who has reacted with one emoji. */
export interface Reaction {
  readonly count: number;
  /** Some of them, 10 at most. */
  readonly by: readonly User[];
  readonly mine: boolean;
}

/** A file that was sent to the room. */
export interface FileInfo {
  readonly id: string;
  /** Where it can be fetched: a path of the gateway that the page came from. */
  readonly url: string;
  readonly name: string;
  /** In bytes. */
  readonly size: number;
  /** `image/png`; as its sender says. */
  readonly mediaType: string;
  /** In hexadecimal digits; `''`: not known. */
  readonly sha256: string;
}

/** A message in a conversation. */
export interface MessageItem {
  readonly type: 'message';
  /** Names the item on this page for good: the message's id, or for one of ours its key. */
  readonly uid: string;
  /** Milliseconds since the epoch: the server's time, until it is known the page's own. */
  readonly at: number;
  readonly from: User;
  readonly mine: boolean;
  /** `text`, `action` for `/me`, `file`, or what a plugin adds. */
  readonly kind: string;
  /** `''` where it is erased. */
  readonly text: string;
  /** `waiting` for a connection, `sent` and not answered yet, `kept` by the server, or `failed`. */
  readonly state: 'waiting' | 'sent' | 'kept' | 'failed';
  /** With `failed`. */
  readonly fault?: SendFault;
  /** Once it is kept. */
  readonly position?: Position;
  /** The server's own id of it, once it is kept. */
  readonly id?: string;
  /** Its newest change; `by` where that was not the author. */
  readonly edited?: { readonly at: number; readonly by?: User };
  /** Deleted: the text is gone. */
  readonly erased?: true;
  /** By emoji, in the order in which they came first. Absent: none. */
  readonly reactions?: ReadonlyMap<string, Reaction>;
  /** What it answers. */
  readonly reply?: Position & { readonly id: string };
  /** With the kind `file`, unless what it says of it makes no sense. */
  readonly file?: FileInfo;
}

/** A file of ours on its way. Once it is there, the room's message of the kind `file` takes its place. */
export interface UploadItem {
  readonly type: 'upload';
  readonly uid: string;
  readonly at: number;
  readonly name: string;
  /** In bytes. */
  readonly size: number;
  readonly mediaType: string;
  /** A `blob:` address of the picture, for as long as the item is in the list. */
  readonly preview?: string;
  /** So many bytes the server has. */
  readonly sent: number;
  /** `waiting` for its turn or a connection; `checking`: all is sent, and the server looks at it. */
  readonly state: 'waiting' | 'sending' | 'paused' | 'checking' | 'failed';
  /** With `failed`. */
  readonly fault?: SendFault;
}

/** Somebody came, went or took another nick. */
export interface PresenceChange {
  readonly change: 'joined' | 'left' | 'renamed';
  readonly nick: string;
  /** The nick before, with `renamed`. */
  readonly was?: string;
  /** What was said on leaving. */
  readonly reason?: string;
}

/** Comings and goings that nothing came between. */
export interface PresenceItem {
  readonly type: 'presence';
  readonly uid: string;
  /** Of the first of them. */
  readonly at: number;
  readonly changes: readonly PresenceChange[];
}

/** What a notice says: a phrase of the catalogue, so that it follows the language; a coded error; a text as it came. */
export type NoticeText =
  | { readonly phrase: PhraseName; readonly values?: Values }
  | { readonly code: string; readonly text: string }
  | { readonly text: string };

/** A line for this reader only. */
export interface NoticeItem {
  readonly type: 'notice';
  readonly uid: string;
  readonly at: number;
  readonly tone: 'plain' | 'bad';
  readonly texts: readonly NoticeText[];
}

/** Messages that cannot be had any more. */
export interface GapItem {
  readonly type: 'gap';
  readonly uid: string;
  readonly at: number;
  /** How many. Absent: nobody knows. */
  readonly missed?: number;
}

/** One entry of a conversation's list. Items are never changed: another one takes their place. */
export type Item = GapItem | MessageItem | NoticeItem | PresenceItem | UploadItem;
