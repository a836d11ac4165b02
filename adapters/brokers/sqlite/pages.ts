import type { Position, ReadQuery, SearchQuery } from '../../../core/index.js';
import type { Row } from './driver.js';
import type { Rows } from './requests.js';
import type { Statements } from './statements.js';
import { matchText } from './words.js';

/** A room as it is during a transaction. */
export interface RoomRow {
  readonly id: number;
  /** The offset of its last entry, kept or dropped. */
  readonly last: number;
}

/** A room's offsets that can be read: without holes from `oldest` to `last`. */
interface Extent {
  readonly oldest: number;
  readonly last: number;
}

/** Which offsets a page has, and what is to be said of it. */
interface Span {
  readonly from: number;
  readonly to: number;
  readonly more: boolean;
  readonly gap: boolean;
}

/** Reads pages of a log. A room that is `undefined` is one where nothing was ever said. */
export function createPages(sql: Statements, epoch: string) {
  const isHere = (place: Position, end: number) => place.epoch === epoch && place.offset <= end;

  function oldest(room: RoomRow): number {
    const row = sql.oldest.get(room.id);
    return row === undefined ? room.last + 1 : Number(row.offset);
  }

  function after(place: Position, limit: number, { oldest, last }: Extent): Span {
    const known = isHere(place, last);
    const from = known ? Math.max(oldest, place.offset + 1) : oldest;
    const to = Math.min(last, from + limit - 1);
    return { from, to, more: to < last, gap: !known || place.offset + 1 < oldest };
  }

  function before(place: Position | undefined, limit: number, { oldest, last }: Extent): Span {
    const known = place === undefined || isHere(place, last + 1);
    const to = place !== undefined && known ? place.offset - 1 : last;
    const from = Math.max(oldest, to - limit + 1);
    const lost = place !== undefined && place.offset <= oldest && place.offset > 1;
    return { from, to, more: from > oldest && to >= oldest, gap: !known || lost };
  }

  return {
    /** The offset of the oldest entry that is kept; the one after the last where none is. */
    oldest,
    read(room: RoomRow | undefined, query: ReadQuery): Rows {
      const extent = room === undefined ? { oldest: 1, last: 0 } : { oldest: oldest(room), last: room.last };
      const span =
        query.after === undefined ? before(query.before, query.limit, extent) : after(query.after, query.limit, extent);
      const rows = room === undefined || span.from > span.to ? [] : sql.between.all(room.id, span.from, span.to);
      return { epoch, rows: rows.map(plain), more: span.more, gap: span.gap };
    },
    search(room: RoomRow | undefined, { text, before: place, limit }: SearchQuery): Rows {
      const last = room?.last ?? 0;
      const known = place === undefined || isHere(place, last + 1);
      const to = place !== undefined && known ? place.offset - 1 : last;
      const match = matchText(text);
      if (room === undefined || match === undefined) return { epoch, rows: [], more: false, gap: !known };
      const found = sql.find.all(room.id, 1, to, match, limit + 1);
      const rows = found.slice(0, limit).reverse().map(plain);
      return { epoch, rows, more: found.length > limit, gap: !known };
    },
  };
}

/** A row as it can be sent to another thread, without what a driver adds to it. */
function plain({ offset, message }: Row) {
  return { offset: Number(offset), message: String(message) };
}
