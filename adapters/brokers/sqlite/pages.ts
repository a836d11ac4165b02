import type { Position, ReadQuery, SearchQuery } from '../../../core/index.js';
import type { Row } from './driver.js';
import type { EntryRow, RowPage } from './requests.js';
import type { Room } from './rooms.js';
import type { Statements } from './statements.js';
import type { Staging } from './tray.js';
import { matchText } from './words.js';

/** A room's offsets that can be read: without holes from `oldest` to `last`. */
interface OffsetRange {
  readonly oldest: number;
  readonly last: number;
}

/** Which offsets a page has, and what is to be said of it. */
interface PageRange {
  readonly from: number;
  readonly to: number;
  readonly more: boolean;
  readonly gap: boolean;
}

/** Reads pages of a log. A room that is `undefined` is one where nothing was ever said. */
export function createPageReader(sql: Statements, tray: Staging, epoch: string) {
  const isHere = (place: Position, end: number) => place.epoch === epoch && place.offset <= end;

  function oldest(room: Room): number {
    const row = sql.oldest.get(room.id);
    return row === undefined ? (tray.tailOf(room.id)[0]?.offset ?? room.last + 1) : Number(row.offset);
  }

  function after(place: Position, limit: number, { oldest, last }: OffsetRange): PageRange {
    const known = isHere(place, last);
    const from = known ? Math.max(oldest, place.offset + 1) : oldest;
    const to = Math.min(last, from + limit - 1);
    return { from, to, more: to < last, gap: !known || place.offset + 1 < oldest };
  }

  function before(place: Position | undefined, limit: number, { oldest, last }: OffsetRange): PageRange {
    const known = place === undefined || isHere(place, last + 1);
    const to = place !== undefined && known ? place.offset - 1 : last;
    const from = Math.max(oldest, to - limit + 1);
    const lost = place !== undefined && place.offset <= oldest && place.offset > 1;
    return { from, to, more: from > oldest && to >= oldest, gap: !known || lost };
  }

  function between(room: Room, from: number, to: number): readonly EntryRow[] {
    const tail = tray.tailOf(room.id);
    const fresh = tail[0]?.offset ?? room.last + 1;
    const placed = from < fresh ? sql.between.all(room.id, from, to).map(entryRow) : [];
    if (to < fresh) return placed;
    // No holes: a place in the tail is a difference of offsets.
    const young = tail.slice(Math.max(0, from - fresh), to - fresh + 1);
    return [...placed, ...young.map(({ offset, message }) => ({ offset, message }))];
  }

  return {
    /** The offset of the oldest entry that is kept; the one after the last where none is. */
    oldest,
    read(room: Room | undefined, query: ReadQuery): RowPage {
      const extent = room === undefined ? { oldest: 1, last: 0 } : { oldest: oldest(room), last: room.last };
      const { from, to, more, gap } =
        query.after === undefined ? before(query.before, query.limit, extent) : after(query.after, query.limit, extent);
      return { rows: room === undefined || from > to ? [] : between(room, from, to), more, gap };
    },
    /** Finds what is in its place only. */
    search(room: Room | undefined, { text, before: place, limit }: SearchQuery): RowPage {
      const last = room?.last ?? 0;
      const known = place === undefined || isHere(place, last + 1);
      const to = place !== undefined && known ? place.offset - 1 : last;
      const match = matchText(text);
      if (room === undefined || match === undefined) return { rows: [], more: false, gap: !known };
      const found = sql.find.all(room.id, 1, to, match, limit + 1);
      return { rows: found.slice(0, limit).reverse().map(entryRow), more: found.length > limit, gap: !known };
    },
  };
}

/** What {@link createPageReader} gives. */
export type PageReader = ReturnType<typeof createPageReader>;

/** A row as it can be sent to another thread, without what a driver adds to it. */
export function entryRow({ offset, message }: Row): EntryRow {
  return { offset: Number(offset), message: String(message) };
}
