import type { BrokerProblem, ReadQuery, Retention, SearchQuery } from '../../../core/index.js';

/** A request to the worker that owns the file. Plain, small data, because it is copied. */
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

/** A message to store. */
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

/** Returns whether a request writes. */
export function isWrite({ type }: Request): boolean {
  return writing.has(type);
}

/** The answer to each type of request. Positions are offsets: the epoch is the file's. */
export interface Answers {
  /** The offset of a new message, or the earlier message with the same key. */
  readonly publish: number | KnownMessage;
  readonly known: KnownMessage | undefined;
  readonly end: number;
  readonly read: RowPage;
  readonly search: RowPage;
  readonly prune: PruneResult;
  /** Number of erased entries. */
  readonly erase: number;
  readonly rooms: RoomNames;
  readonly writings: WritingsPart;
  /** The value as JSON; `undefined` if there is none. */
  readonly get: string | undefined;
  readonly put: undefined;
  readonly delete: undefined;
  readonly list: readonly KeyValue[];
}

/** The stored message of a key. */
export interface KnownMessage {
  readonly id: string;
  readonly at: number;
  readonly offset: number;
}

/** An entry with its message as JSON. */
export interface EntryRow {
  readonly offset: number;
  readonly message: string;
}

/** A page of entries. */
export interface RowPage {
  /** Oldest first. */
  readonly rows: readonly EntryRow[];
  readonly more: boolean;
  readonly gap: boolean;
}

/** The result of one pruning step. */
export interface PruneResult {
  readonly dropped: number;
  /** Whether another step is needed. */
  readonly more: boolean;
}

/** Some of the rooms with entries. */
export interface RoomNames {
  readonly names: readonly string[];
  /** Name to continue after; `undefined` if there are no more. */
  readonly next: string | undefined;
}

/** Part of an author's messages. */
export interface WritingsPart {
  readonly rows: readonly EntryRow[];
  /** Cursor of the next part, see {@link writingsCursor}; `undefined` if this is the last. */
  readonly next: string | undefined;
}

/** Format of the cursor: a sequence number up to which staged messages must be compacted first, or a room's id and an offset. */
export const writingsCursor = /^(tray|entries) \d{1,15} \d{1,15}$/;

/** A key of the store and its value as JSON. */
export interface KeyValue {
  readonly key: string;
  readonly value: string;
}

/** Why a request or the opening of the file failed: the parts of a `ChatError` that can be sent to another thread. */
export interface Fault {
  readonly code: 'CHAT_BROKER_FAILED' | 'CHAT_DISK_FULL' | 'CHAT_STORE_FAILED';
  /** For clients. */
  readonly text: string;
  readonly reason?: string;
  /** The original error, for logs. */
  readonly cause?: string;
}

/** The outcome of a request. */
export type Outcome = { readonly answer: Answers[keyof Answers] } | { readonly fault: Fault };

/** A message of the worker: once `opened` or `refused`, then the outcomes of each batch, and problems when they change. */
export type WorkerReport =
  | { readonly type: 'opened'; readonly epoch: string }
  | { readonly type: 'refused'; readonly fault: Fault }
  | { readonly type: 'warning'; readonly text: string }
  | { readonly type: 'problem'; readonly problem: BrokerProblem | undefined }
  | { readonly type: 'done'; readonly outcomes: readonly Outcome[] };

/** A message to the worker: run requests in one transaction, or close the file and exit. */
export type WorkerCommand =
  | { readonly type: 'batch'; readonly requests: readonly Request[] }
  | { readonly type: 'close' };

/**
 * Returns the stored form of an author's key. JSON, since SQLite would store different lone surrogates, which a key may contain, as
 * the same character.
 */
export function keyOf(author: string, key: string): string {
  return JSON.stringify([author, key]);
}
