import { createRemoval } from './drops.js';
import { createScans } from './listing.js';
import { createFtsMerge, type FtsMerge } from './merges.js';
import { createPageReader } from './pages.js';
import { createKeyValues } from './pairs.js';
import { createReindexing, type Reindexing } from './reindexing.js';
import {
  type Answers,
  isWrite,
  type KnownMessage,
  type PublishRequest,
  type Request,
  type RowPage,
} from './requests.js';
import { createRooms, type Room } from './rooms.js';
import type { OpenLog } from './schema.js';
import { type Compaction, createCompaction } from './shelves.js';
import { stagedSearch } from './staged-search.js';
import { statements } from './statements.js';
import { createStaging } from './tray.js';

/** The log, request by request. All of it runs inside of a transaction. */
export interface Log {
  /** Does one request. */
  run(request: Request): Answers[keyof Answers];
  /**
   * Answers a request outside of a transaction without writing anything, also what {@link run} would tidy up first.
   * `undefined`: it asks for writing.
   */
  read(request: Request): { readonly answer: Answers[keyof Answers] } | undefined;
  /** After the last request of a transaction. */
  beforeCommit(): void;
  /** After a transaction that failed: nothing of what it did has happened. */
  rollback(): void;
  /** What is done between requests. */
  readonly compaction: Compaction;
  readonly ftsMerge: FtsMerge;
  readonly reindexing: Reindexing;
}

type Handlers = { readonly [T in Request['type']]: (request: Extract<Request, { type: T }>) => Answers[T] };

/** The requests' side of a log that is open. */
export function createLog({ database, epoch }: OpenLog): Log {
  const sql = statements(database);
  const tray = createStaging(sql);
  const rooms = createRooms(sql, tray);
  const merges = createFtsMerge(sql);
  const shelves = createCompaction(sql, tray, merges);
  const reindexing = createReindexing(sql, merges);
  const pages = createPageReader(sql, tray, epoch);
  const drops = createRemoval(sql, pages);
  const listing = createScans(sql, tray, shelves);
  const pairs = createKeyValues(sql);
  const searchStaged = stagedSearch(database);
  tray.load();

  function known(room: Room | undefined, key: string | undefined): KnownMessage | undefined {
    if (room === undefined || key === undefined) return undefined;
    const found = tray.known(room.id, key) ?? sql.entryByKey.get(room.id, key);
    if (found === undefined) return undefined;
    const { id, at } = JSON.parse(String(found.message)) as { id: string; at: number };
    return { id, at, offset: Number(found.offset) };
  }

  function publish({ room: name, key, at, message }: PublishRequest): number | KnownMessage {
    const room = rooms.findOrMake(name);
    const first = known(room, key);
    if (first !== undefined) return first;
    if (tray.isFull) shelves.makeRoom();
    tray.lay(room.id, room.last + 1, key ?? null, at, message);
    room.last++;
    return room.last;
  }

  /** A room, all of which is in its place. */
  function placed(name: string): Room | undefined {
    const room = rooms.find(name);
    if (room !== undefined) shelves.room(room.id);
    return room;
  }

  const handlers: Handlers = {
    publish,
    known: ({ room, key }) => known(rooms.find(room), key),
    end: ({ room }) => rooms.find(room)?.last ?? 0,
    read: ({ room, query }) => pages.read(rooms.find(room), query),
    search: ({ room, query }) => pages.search(placed(room), query),
    prune: ({ room, keep }) => drops.prune(placed(room), keep),
    erase({ room, offsets }) {
      const erased = drops.erase(placed(room), offsets);
      if (erased > 0) merges.erased();
      return erased;
    },
    rooms: ({ after, limit }) => listing.rooms(after, limit),
    writings: ({ author, after }) => listing.writings(author, after),
    get: ({ key }) => pairs.get(key),
    put: ({ key, value }) => pairs.put(key, value),
    delete: ({ key }) => pairs.delete(key),
    list: ({ prefix, after, limit }) => pairs.list(prefix, after, limit),
  };

  /** What was said last is not in the index; it is found all the same. */
  function searchUnmoved({ room: name, query }: Extract<Request, { type: 'search' }>): RowPage {
    const room = rooms.find(name);
    const { rows, more, gap } = pages.search(room, query);
    const { before, limit } = query;
    const end = !gap && before !== undefined ? before.offset : Number.POSITIVE_INFINITY;
    const staged = room === undefined ? [] : tray.tailOf(room.id).filter(({ offset }) => offset < end);
    const all = [...rows, ...searchStaged(staged, query.text)];
    return { rows: all.slice(-limit), more: more || all.length > limit, gap };
  }

  function read(request: Request): { readonly answer: Answers[keyof Answers] } | undefined {
    if (request.type === 'publish') {
      const first = known(rooms.find(request.room), request.key);
      return first && { answer: first };
    }
    if (request.type === 'search') return { answer: searchUnmoved(request) };
    if (request.type === 'writings') return { answer: listing.writingsUnmoved(request.author, request.after) };
    return isWrite(request) ? undefined : { answer: handlers[request.type](request as never) };
  }

  return {
    read,
    run: (request) => (handlers[request.type] as (request: Request) => Answers[keyof Answers])(request),
    beforeCommit() {
      tray.write();
      rooms.trim();
    },
    rollback() {
      tray.load();
      rooms.forget();
      shelves.forget();
      merges.forget();
      reindexing.forget();
    },
    compaction: shelves,
    ftsMerge: merges,
    reindexing,
  };
}
