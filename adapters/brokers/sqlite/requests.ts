import type { Position, ReadQuery, Receipt, Retention, SearchQuery } from '../../../core/index.js';

/** What the broker asks of the thread that has the file. Plain data. */
export type Request =
  | PublishRequest
  | { readonly type: 'known'; readonly room: string; readonly key: string }
  | { readonly type: 'end'; readonly room: string }
  | { readonly type: 'read'; readonly room: string; readonly query: ReadQuery }
  | { readonly type: 'search'; readonly room: string; readonly query: SearchQuery }
  | { readonly type: 'prune'; readonly room: string; readonly keep: Retention };

/** A message to be kept. */
export interface PublishRequest {
  readonly type: 'publish';
  readonly room: string;
  /** See {@link keyOf}. */
  readonly key: string | undefined;
  readonly id: string;
  readonly at: number;
  /** What is indexed. */
  readonly text: string;
  /** The whole message as JSON. */
  readonly message: string;
}

/** What comes back for each kind of request. */
export interface Answers {
  readonly publish: Receipt;
  readonly known: Receipt | undefined;
  readonly end: Position;
  readonly read: Rows;
  readonly search: Rows;
  readonly prune: Pruned;
}

/** A page, its messages still JSON. */
export interface Rows {
  readonly epoch: string;
  /** Oldest first. */
  readonly rows: readonly { readonly offset: number; readonly message: string }[];
  readonly more: boolean;
  readonly gap: boolean;
}

/** What one step of pruning has done. */
export interface Pruned {
  readonly dropped: number;
  /** Whether there is more to drop: another step is needed. */
  readonly more: boolean;
}

/** Why a request, or the opening of the file, failed: what of a `ChatError` can cross to another thread. */
export interface Fault {
  readonly code: 'CHAT_BROKER_FAILED' | 'CHAT_STORE_FAILED';
  readonly text: string;
  readonly reason?: string;
}

/** What became of one request. */
export type Outcome = { readonly answer: Answers[keyof Answers] } | { readonly fault: Fault };

/** What the thread says: once that it has opened the file or has not, then the outcomes of each batch. */
export type Report =
  | { readonly type: 'opened' }
  | { readonly type: 'refused'; readonly fault: Fault }
  | { readonly type: 'done'; readonly outcomes: readonly Outcome[] };

/** What the thread is told: requests to be done in one transaction, or to close the file and end. */
export type Order = { readonly type: 'batch'; readonly requests: readonly Request[] } | { readonly type: 'close' };

/**
 * An author's key as it is kept. JSON, since SQLite would take different lone surrogates, which a key may have, for the
 * same character.
 */
export function keyOf(author: string, key: string): string {
  return JSON.stringify([author, key]);
}
