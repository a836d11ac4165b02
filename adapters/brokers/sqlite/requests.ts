import type { BrokerProblem, ReadQuery, Retention, SearchQuery } from '../../../core/index.js';

/** What the broker asks of the thread that has the file. Plain data, and little of it: all of it is copied. */
export type Request =
  | PublishRequest
  | { readonly type: 'known'; readonly room: string; readonly key: string }
  | { readonly type: 'end'; readonly room: string }
  | { readonly type: 'read'; readonly room: string; readonly query: ReadQuery }
  | { readonly type: 'search'; readonly room: string; readonly query: SearchQuery }
  | { readonly type: 'prune'; readonly room: string; readonly keep: Retention }
  | { readonly type: 'erase'; readonly room: string; readonly offsets: readonly number[] }
  | { readonly type: 'rooms'; readonly after: string; readonly limit: number }
  | { readonly type: 'writings'; readonly author: string; readonly after: string | undefined }
  | { readonly type: 'get'; readonly key: string }
  | { readonly type: 'put'; readonly key: string; readonly value: string }
  | { readonly type: 'delete'; readonly key: string }
  | { readonly type: 'list'; readonly prefix: string; readonly after: string; readonly limit: number };

/** A message to be kept. */
export interface PublishRequest {
  readonly type: 'publish';
  readonly room: string;
  /** See {@link keyOf}. */
  readonly key: string | undefined;
  readonly at: number;
  /** The whole message as JSON. */
  readonly message: string;
}

const writing: ReadonlySet<Request['type']> = new Set(['publish', 'prune', 'erase', 'put', 'delete']);

/** Whether a request asks for something to be written. */
export function isWrite({ type }: Request): boolean {
  return writing.has(type);
}

/** What comes back for each kind of request. Places are offsets: the epoch is the file's. */
export interface Answers {
  /** The offset that a new message has been given, or where the key stands already. */
  readonly publish: number | KnownMessage;
  readonly known: KnownMessage | undefined;
  readonly end: number;
  readonly read: RowPage;
  readonly search: RowPage;
  readonly prune: PruneResult;
  /** How many entries were emptied. */
  readonly erase: number;
  readonly rooms: RoomNames;
  readonly writings: WritingsPart;
  /** The value as JSON; `undefined`: nothing. */
  readonly get: string | undefined;
  readonly put: undefined;
  readonly delete: undefined;
  readonly list: readonly KeyValue[];
}

/** The message that has a key. */
export interface KnownMessage {
  readonly id: string;
  readonly at: number;
  readonly offset: number;
}

/** An entry, its message still JSON. */
export interface EntryRow {
  readonly offset: number;
  readonly message: string;
}

/** A page. */
export interface RowPage {
  /** Oldest first. */
  readonly rows: readonly EntryRow[];
  readonly more: boolean;
  readonly gap: boolean;
}

/** What one step of pruning has done. */
export interface PruneResult {
  readonly dropped: number;
  /** Whether there is more to drop: another step is needed. */
  readonly more: boolean;
}

/** Some of the rooms that have entries. */
export interface RoomNames {
  readonly names: readonly string[];
  /** After which name to go on; `undefined`: that was all. */
  readonly next: string | undefined;
}

/** Some of what one author wrote. */
export interface WritingsPart {
  readonly rows: readonly EntryRow[];
  /** Where to go on, of the form {@link writingsCursor}; `undefined`: that was all. */
  readonly next: string | undefined;
}

/** A place to go on: what came before a number is to leave the tray first, or a room's id and an offset. */
export const writingsCursor = /^(tray|entries) \d{1,15} \d{1,15}$/;

/** A value of the store, as JSON, under its key. */
export interface KeyValue {
  readonly key: string;
  readonly value: string;
}

/** Why a request, or the opening of the file, failed: what of a `ChatError` can cross to another thread. */
export interface Fault {
  readonly code: 'CHAT_BROKER_FAILED' | 'CHAT_DISK_FULL' | 'CHAT_STORE_FAILED';
  /** For clients. */
  readonly text: string;
  readonly reason?: string;
  /** What was thrown, for logs. */
  readonly cause?: string;
}

/** What became of one request. */
export type Outcome = { readonly answer: Answers[keyof Answers] } | { readonly fault: Fault };

/** What the thread says: once that it has opened the file or has not, then the outcomes of each batch, and problems when they begin or end. */
export type WorkerReport =
  | { readonly type: 'opened'; readonly epoch: string }
  | { readonly type: 'refused'; readonly fault: Fault }
  | { readonly type: 'warning'; readonly text: string }
  | { readonly type: 'problem'; readonly problem: BrokerProblem | undefined }
  | { readonly type: 'done'; readonly outcomes: readonly Outcome[] };

/** What the thread is told: requests to be done in one transaction, or to close the file and end. */
export type WorkerCommand =
  | { readonly type: 'batch'; readonly requests: readonly Request[] }
  | { readonly type: 'close' };

/**
 * An author's key as it is kept. JSON, since SQLite would take different lone surrogates, which a key may have, for the
 * same character.
 */
export function keyOf(author: string, key: string): string {
  return JSON.stringify([author, key]);
}
