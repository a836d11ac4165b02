import type { Entry, Message, Position, Receipt } from '../message/message.js';
import type { Delivery, EphemeralEvent } from '../protocol/events.js';
import type { Store } from './store.js';

/** What a broker can do besides the least. */
export interface BrokerCapabilities {
  /** Entries survive the process. */
  readonly durable: boolean;
  /** There is {@link Broker.search}. */
  readonly search: boolean;
  /** What {@link Broker.search} finds besides whole words. Default: nothing. */
  readonly searchFeatures?: readonly SearchFeature[];
}

/**
 * - `prefixes`: a word of three letters or more, or two Korean syllables, finds words that begin with it;
 * - `forms`: a word finds its other forms: English and Russian inflection, Korean nouns with their particles;
 * - `phrases`: words in quotation marks are found as they are, one after the other;
 * - `emoji`: an emoji finds itself; without a skin tone it finds every skin tone.
 */
export type SearchFeature = 'prefixes' | 'forms' | 'phrases' | 'emoji';

/** Which part of a room's log to read: the newest before `before`, or the oldest after `after`; with neither, the newest. */
export interface ReadQuery {
  /** Read forward from here, this place left out. Not together with `before`. */
  readonly after?: Position;
  /** Read back from here, this place left out. Not together with `after`. */
  readonly before?: Position;
  /** At most so many entries: a whole number of at least 1. */
  readonly limit: number;
}

/** What to look for in a room's log. */
export interface SearchQuery {
  /**
   * The words that an entry's text must have, all of them, in any order. There is no syntax but quotation marks around
   * phrases, where `supports.searchFeatures` has them; operators and wildcards are plain text. Case, width (NFKC) and the
   * dots of ё make no difference. Words of scripts without spaces (Chinese, Japanese) are found anywhere. `searchTerms`
   * reads it, and `isFound` tells whether a text is found by it.
   */
  readonly text: string;
  /** Look back from here, this place left out. Default: from the log's end. */
  readonly before?: Position;
  /** At most so many entries, the newest: a whole number of at least 1. */
  readonly limit: number;
}

/** Part of a room's log, in offset order. */
export interface Page {
  /** Oldest first, whichever way was read. */
  readonly entries: readonly Entry[];
  /** Whether there is more in the direction that was read. */
  readonly more: boolean;
  /** Whether entries next to the position asked for are no longer kept, or the log was begun anew. */
  readonly gap: boolean;
}

/** How much of a room's log to keep. */
export interface Retention {
  /** Keep at most so many entries. */
  readonly entries?: number;
  /** Drop what is older: milliseconds since the Unix epoch. */
  readonly since?: number;
}

/** Some of what one author wrote, whatever the room. */
export interface AuthoredPage {
  /** By room, and in offset order within a room. May be none although there are more to come. */
  readonly entries: readonly Entry[];
  /** Where to go on; `undefined`: that was all. Opaque. */
  readonly next: string | undefined;
}

/** A signal on its way. Plain data: it may have to cross a process. */
export interface EphemeralEntry {
  /** What the room's sessions are to see. */
  readonly event: EphemeralEvent;
  /** The session whose doing it is; that one does not get it. */
  readonly by?: string;
  /** Its own id, by which its way can be asked for. Absent: it is not followed. */
  readonly id?: string;
  /** What a slow reader gets of it. Default: what is usual for its type. */
  readonly delivery?: Delivery;
}

/**
 * What keeps a broker from working as it should: `disk-full`, `disk-failing` (writing fails otherwise), `disk-slow` (a request has
 * not been answered for seconds), `data-removed` (the files are not where they were opened), `data-damaged` (part of them cannot be
 * read) or `writer-ended` (what writes has stopped and could not start again).
 */
export type BrokerProblemReason =
  | 'disk-full'
  | 'disk-failing'
  | 'disk-slow'
  | 'data-removed'
  | 'data-damaged'
  | 'writer-ended';

/** A problem of a broker that lasts. For operators: its text names paths, and is never sent to clients. */
export interface BrokerProblem {
  /** Which kind of problem it is, for programs. */
  readonly reason: BrokerProblemReason;
  /** What is wrong, where, and what to do about it. */
  readonly text: string;
  /** Whether messages are kept all the same. While they are not, a server is not ready. */
  readonly writable: boolean;
}

/** What a broker tells a node of the rooms that it has subscribed to. */
export interface BrokerReceiver {
  /** Entries of one room come in offset order, each once. */
  entry(entry: Entry): void;
  /** A signal of one room, at most once. */
  ephemeral(room: string, signalled: EphemeralEntry): void;
  /** Something that operators should know was found, such as messages that went missing while the broker was closed. */
  warning?(text: string): void;
  /** A problem begins, is another one, or (`undefined`) is over. */
  problem?(problem: BrokerProblem | undefined): void;
}

/**
 * Keeps every room's log and carries it to the nodes. The only one to number entries.
 * Proven by `brokerConformance` of `partyline/testkit`.
 */
export interface Broker {
  /** How far it reaches: one process, several on a host, or a cluster. */
  readonly scope: 'process' | 'host' | 'cluster';
  /** What this one can do besides. */
  readonly supports: BrokerCapabilities;
  /** Begins to hand over what comes. Called once, before all else. */
  start(receiver: BrokerReceiver): Promise<void>;
  /** From now on the room's entries are received. Resolves to the log's end: the next entry received comes after it. */
  subscribe(room: string): Promise<Position>;
  /** Ends what {@link subscribe} began; the log goes on. Does nothing where there is no subscription. */
  unsubscribe(room: string): Promise<void>;
  /**
   * Numbers, keeps and delivers, in one step. The same author's same key again adds nothing and gets the first receipt.
   * Every node, this one too, has been handed the entry, or will be without anything more being done.
   * @throws ChatError `CHAT_BROKER_FAILED` when it cannot tell that the message is kept; `CHAT_DISK_FULL` when it is not, for want
   *   of space.
   */
  publish(message: Message): Promise<Receipt>;
  /**
   * The receipt of the author's message with that key, for as long as the key is known. A message that is sent again
   * is answered with it, and does not pass the gates a second time.
   */
  known(room: string, author: string, key: string): Promise<Receipt | undefined>;
  /** Carries a signal to the nodes at most once, and keeps nothing. Never throws. */
  broadcastEphemeral(room: string, signalled: EphemeralEntry): void;
  /** Part of a room's log, whether subscribed or not. An empty page where there is no such room. */
  read(room: string, query: ReadQuery): Promise<Page>;
  /**
   * The newest entries that have the words, in offset order like every page; none for a text without words. `more`: there
   * are older ones; `gap`: `before` is a place of another life, and the newest were looked for. There is this method
   * where `supports.search` says so.
   */
  search?(room: string, query: SearchQuery): Promise<Page>;
  /** Drops the oldest entries; resolves to how many. */
  prune(room: string, keep: Retention): Promise<number>;
  /**
   * Empties entries for good: `kind` becomes `erased`, `text` becomes `''`, `data` and `verbatim` go; position, author, time, id and key
   * stay, so that there is no hole. No reading and no search gives what was there. Resolves to how many were emptied; what
   * is not kept any more, or was empty already, does not count.
   */
  erase(room: string, offsets: readonly number[]): Promise<number>;
  /** Names of the rooms and conversations that have entries, `limit` at most, in the order of their UTF-8, after a name. */
  rooms(query: { readonly after?: string; readonly limit: number }): Promise<readonly string[]>;
  /** What one author wrote, part by part. It may have to read every log, and takes its time so that nobody waits for it. */
  writings(author: string, after?: string): Promise<AuthoredPage>;
  /** Where plugins keep what is theirs, as durably as the log; usable once started. Absent: the hub keeps it in memory. */
  readonly store?: Store;
  /** What is wrong at the moment; `undefined` or absent: nothing. Changes are reported to {@link BrokerReceiver.problem}. */
  readonly problem?: BrokerProblem | undefined;
  /** Nothing more is received, and {@link publish} fails. A second call does nothing. */
  close(): Promise<void>;
}
