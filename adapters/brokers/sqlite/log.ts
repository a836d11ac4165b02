import type { Position, Receipt, Retention } from '../../../core/index.js';
import { createPages, type RoomRow } from './pages.js';
import type { Answers, Pruned, PublishRequest, Request } from './requests.js';
import type { OpenLog } from './schema.js';
import { statements } from './statements.js';
import { indexText } from './words.js';

/** So many entries are dropped in one transaction; what is published meanwhile waits for no more than that. */
const PRUNE_STEP = 2_000;

/** So many rooms are remembered from one transaction to the next. */
const ROOMS_HELD = 10_000;

/** The log, request by request. All of it runs inside of a transaction. */
export interface Log {
  /** Does one request. */
  run(request: Request): Answers[keyof Answers];
  /** After the last request of a transaction: writes down where the rooms end. */
  end(): void;
  /** After a transaction that failed: what it did to the rooms has not happened. */
  forget(): void;
}

/** The requests' side of a log that is open. */
export function createLog({ database, epoch }: OpenLog): Log {
  const sql = statements(database);
  const rooms = new Map<string, RoomRow>();
  const grown = new Set<string>();
  const pages = createPages(sql, epoch);

  function find(name: string): RoomRow | undefined {
    const held = rooms.get(name);
    if (held !== undefined) return held;
    const row = sql.findRoom.get(name);
    if (row === undefined) return undefined;
    const room = { id: Number(row.id), last: Number(row.last) };
    rooms.set(name, room);
    return room;
  }

  function findOrMake(name: string): RoomRow {
    const room = find(name);
    if (room !== undefined) return room;
    sql.makeRoom.run(name);
    return find(name) ?? { id: 0, last: 0 };
  }

  function known(room: RoomRow | undefined, key: string | undefined): Receipt | undefined {
    if (room === undefined || key === undefined) return undefined;
    const row = sql.entryByKey.get(room.id, key);
    if (row === undefined) return undefined;
    const { id, at } = JSON.parse(String(row.message)) as { id: string; at: number };
    return { id, at, position: { epoch, offset: Number(row.offset) }, duplicate: true };
  }

  function publish({ room: name, key, id, at, text, message }: PublishRequest): Receipt {
    const room = findOrMake(name);
    const offset = room.last + 1;
    const { changes } = sql.addEntry.run(room.id, offset, key ?? null, at, message);
    const first = Number(changes) === 0 ? known(room, key) : undefined;
    if (first !== undefined) return first;
    sql.addWords.run(room.id, offset, indexText(text));
    rooms.set(name, { id: room.id, last: offset });
    grown.add(name);
    return { id, at, position: { epoch, offset }, duplicate: false };
  }

  function end(name: string): Position {
    return { epoch, offset: find(name)?.last ?? 0 };
  }

  function prune(name: string, keep: Retention): Pruned {
    const room = find(name);
    if (room === undefined) return { dropped: 0, more: false };
    const oldest = pages.oldest(room);
    const kept = room.last - oldest + 1;
    const byCount = keep.entries === undefined ? 0 : Math.max(0, kept - keep.entries);
    const drop = Math.max(byCount, keep.since === undefined ? 0 : olderThan(keep.since, room, oldest));
    const dropped = Math.min(drop, PRUNE_STEP);
    if (dropped > 0) {
      sql.dropEntries.run(room.id, oldest, oldest + dropped - 1);
      sql.dropWords.run(room.id, oldest, oldest + dropped - 1);
    }
    return { dropped, more: drop > dropped };
  }

  /** How many of the oldest entries were written before a time; what lies behind a younger one counts as younger. */
  function olderThan(since: number, room: RoomRow, oldest: number): number {
    const young = sql.firstSince.get(room.id, oldest, room.last, since);
    return (young === undefined ? room.last + 1 : Number(young.offset)) - oldest;
  }

  return {
    run(request) {
      if (request.type === 'publish') return publish(request);
      if (request.type === 'known') return known(find(request.room), request.key);
      if (request.type === 'end') return end(request.room);
      if (request.type === 'read') return pages.read(find(request.room), request.query);
      if (request.type === 'search') return pages.search(find(request.room), request.query);
      return prune(request.room, request.keep);
    },
    end() {
      for (const name of grown) {
        const room = rooms.get(name);
        if (room !== undefined) sql.setLast.run(room.last, room.id);
      }
      grown.clear();
      if (rooms.size > ROOMS_HELD) rooms.clear();
    },
    forget() {
      grown.clear();
      rooms.clear();
    },
  };
}
