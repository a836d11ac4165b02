import type { Message, Retention } from '../../../../core/index.js';
import type { OpenLog } from '../file/schema.js';
import {
  type Answers,
  isWrite,
  type KeyValue,
  type KnownMessage,
  type PruneResult,
  type PublishRequest,
  type Request,
  type RowPage,
} from '../requests.js';
import { type Compaction, createCompaction } from './compaction.js';
import { createPageReader, createScans, type PageReader, stagedSearch } from './queries.js';
import { createRooms, type Room } from './rooms.js';
import { createStaging } from './staging.js';
import { type Statements, statements } from './statements.js';
import { createFtsMerge, createReindexing, type FtsMerge, type Reindexing } from './word-index.js';

/** Runs requests on the log. All methods but `read` run inside a transaction. */
export interface Log {
  /** Runs a request. */
  run(request: Request): Answers[keyof Answers];
  /**
   * Answers a request outside a transaction without writing anything. Reads that {@link Log.run} answers after compaction include
   * staged messages here. Returns `undefined` for a write.
   */
  read(request: Request): { readonly answer: Answers[keyof Answers] } | undefined;
  /** Must be called after the last request of a transaction. */
  beforeCommit(): void;
  /** Resets the state in memory after a failed transaction. */
  rollback(): void;
  /** Background work, run between requests. */
  readonly compaction: Compaction;
  readonly ftsMerge: FtsMerge;
  readonly reindexing: Reindexing;
}

type Handlers = { readonly [T in Request['type']]: (request: Extract<Request, { type: T }>) => Answers[T] };

/** Creates the request handlers of an open log. */
export function createLog({ database, epoch }: OpenLog): Log {
  const sql = statements(database);
  const staging = createStaging(sql);
  const rooms = createRooms(sql, staging);
  const ftsMerge = createFtsMerge(sql);
  const compaction = createCompaction(sql, staging, ftsMerge);
  const reindexing = createReindexing(sql, ftsMerge);
  const pages = createPageReader(sql, staging, epoch);
  const removal = createRemoval(sql, pages);
  const scans = createScans(sql, staging, compaction);
  const keyValues = createKeyValues(sql);
  const searchStaged = stagedSearch(database);
  staging.load();

  function known(room: Room | undefined, key: string | undefined): KnownMessage | undefined {
    if (room === undefined || key === undefined) return undefined;
    const found = staging.known(room.id, key) ?? sql.entryByKey.get(room.id, key);
    if (found === undefined) return undefined;
    const { id, at } = JSON.parse(String(found.message)) as { id: string; at: number };
    return { id, at, offset: Number(found.offset) };
  }

  function publish({ room: name, key, at, message }: PublishRequest): number | KnownMessage {
    const room = rooms.findOrCreate(name);
    const first = known(room, key);
    if (first !== undefined) return first;
    if (staging.isFull) compaction.freeSpace();
    staging.append(room.id, room.last + 1, key ?? null, at, message);
    room.last++;
    return room.last;
  }

  /** Returns a room after compacting its staged messages. */
  function compacted(name: string): Room | undefined {
    const room = rooms.find(name);
    if (room !== undefined) compaction.room(room.id);
    return room;
  }

  const handlers: Handlers = {
    publish,
    known: ({ room, key }) => known(rooms.find(room), key),
    end: ({ room }) => rooms.find(room)?.last ?? 0,
    read: ({ room, query }) => pages.read(rooms.find(room), query),
    search: ({ room, query }) => pages.search(compacted(room), query),
    prune: ({ room, keep }) => removal.prune(compacted(room), keep),
    erase({ room, offsets }) {
      const erased = removal.erase(compacted(room), offsets);
      if (erased > 0) ftsMerge.erased();
      return erased;
    },
    rooms: ({ after, limit }) => scans.rooms(after, limit),
    writings: ({ author, after }) => scans.writings(author, after),
    get: ({ key }) => keyValues.get(key),
    put: ({ key, value }) => keyValues.put(key, value),
    delete: ({ key }) => keyValues.delete(key),
    list: ({ prefix, after, limit }) => keyValues.list(prefix, after, limit),
  };

  /** Searches the index and the staged messages. */
  function searchWithStaged({ room: name, query }: Extract<Request, { type: 'search' }>): RowPage {
    const room = rooms.find(name);
    const { rows, more, gap } = pages.search(room, query);
    const { before, limit } = query;
    const end = !gap && before !== undefined ? before.offset : Number.POSITIVE_INFINITY;
    const staged = room === undefined ? [] : staging.tailOf(room.id).filter(({ offset }) => offset < end);
    const all = [...rows, ...searchStaged(staged, query.text)];
    return { rows: all.slice(-limit), more: more || all.length > limit, gap };
  }

  function read(request: Request): { readonly answer: Answers[keyof Answers] } | undefined {
    if (request.type === 'publish') {
      const first = known(rooms.find(request.room), request.key);
      return first && { answer: first };
    }
    if (request.type === 'search') return { answer: searchWithStaged(request) };
    if (request.type === 'writings') return { answer: scans.writingsWithStaged(request.author, request.after) };
    return isWrite(request) ? undefined : { answer: handlers[request.type](request as never) };
  }

  return {
    read,
    run: (request) => (handlers[request.type] as (request: Request) => Answers[keyof Answers])(request),
    beforeCommit() {
      staging.write();
      rooms.trim();
    },
    rollback() {
      staging.load();
      rooms.rollback();
      compaction.rollback();
      ftsMerge.rollback();
      reindexing.rollback();
    },
    compaction,
    ftsMerge,
    reindexing,
  };
}

/** Sorts after every character allowed in a key. */
const AFTER_ALL_KEYS = '\x7f';

/** Creates the access to the table of keys and values, sorted by the bytes of the keys. */
export function createKeyValues(sql: Statements) {
  return {
    get(key: string): string | undefined {
      const value = sql.keyValue.get(key)?.value;
      return value === undefined ? undefined : String(value);
    },
    put(key: string, value: string): undefined {
      sql.putKeyValue.run(key, value);
    },
    delete(key: string): undefined {
      sql.deleteKeyValue.run(key);
    },
    list(prefix: string, after: string, limit: number): readonly KeyValue[] {
      const rows = sql.keyValues.all(prefix, prefix + AFTER_ALL_KEYS, after, limit);
      return rows.map(({ key, value }) => ({ key: String(key), value: String(value) }));
    },
  };
}

/** Entries dropped per transaction; a publish waits for at most one such step. */
const PRUNE_STEP = 2_000;

/** Creates the pruning and erasing of a room's compacted entries. A room that is `undefined` has no entries. */
export function createRemoval(sql: Statements, pages: PageReader) {
  /** Counts the oldest entries up to the first one written at or after a time. */
  function olderThan(since: number, room: Room, oldest: number): number {
    const young = sql.firstSince.get(room.id, oldest, room.last, since);
    return (young === undefined ? room.last + 1 : Number(young.offset)) - oldest;
  }

  /** Erases one entry. Returns false if it was already erased. */
  function empty(room: Room, offset: number): boolean {
    const [row] = sql.between.all(room.id, offset, offset);
    if (row === undefined) return false;
    const message = JSON.parse(String(row.message)) as Message;
    if (message.kind === 'erased') return false;
    const erased: Message = { ...message, kind: 'erased', text: '', data: undefined, verbatim: undefined };
    sql.rewrite.run(room.id, offset, JSON.stringify(erased));
    sql.dropWords.run(room.id, offset, offset);
    return true;
  }

  return {
    prune(room: Room | undefined, keep: Retention): PruneResult {
      if (room === undefined) return { dropped: 0, more: false };
      const oldest = pages.oldest(room);
      const kept = room.last - oldest + 1;
      const byCount = keep.entries === undefined ? 0 : Math.max(0, kept - keep.entries);
      const drop = Math.max(byCount, keep.since === undefined ? 0 : olderThan(keep.since, room, oldest));
      const dropped = Math.min(drop, PRUNE_STEP);
      if (dropped > 0) {
        const last = oldest + dropped - 1;
        sql.dropEntries.run(room.id, oldest, last);
        sql.dropWords.run(room.id, oldest, last);
        sql.wipeStagedUpTo.run(room.id, last);
      }
      return { dropped, more: drop > dropped };
    },
    /**
     * Erases entries and their staged copies. Their words can no longer be found; the remains in the index are removed when its
     * segments are merged.
     * @returns The number of entries not erased before.
     */
    erase(room: Room | undefined, offsets: readonly number[]): number {
      if (room === undefined) return 0;
      const possible = offsets.filter((offset) => Number.isInteger(offset) && offset >= 1 && offset <= room.last);
      const erased = possible.filter((offset) => empty(room, offset));
      if (erased.length === 0) return 0;
      sql.wipeStaged.run(room.id, JSON.stringify(erased));
      sql.setUnswept.run(1);
      return erased.length;
    },
  };
}
