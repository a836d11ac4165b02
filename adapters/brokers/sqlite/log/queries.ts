import type { Position, ReadQuery, SearchQuery } from '../../../../core/index.js';
import type { Database, Row } from '../file/driver.js';
import type { EntryRow, RoomNames, RowPage, WritingsPart } from '../requests.js';
import type { Compaction } from './compaction.js';
import type { Room } from './rooms.js';
import { type StagedMessage, type Staging, textOf } from './staging.js';
import type { Statements } from './statements.js';
import { indexText, matchText } from './tokenizer.js';

/** A room's readable offsets, contiguous from `oldest` to `last`. */
interface OffsetRange {
  readonly oldest: number;
  readonly last: number;
}

/** The offsets and flags of a page. */
interface PageRange {
  readonly from: number;
  readonly to: number;
  readonly more: boolean;
  readonly gap: boolean;
}

/** Creates the reader of pages. A room that is `undefined` never had a message. */
export function createPageReader(sql: Statements, staging: Staging, epoch: string) {
  const isHere = (position: Position, end: number) => position.epoch === epoch && position.offset <= end;

  function oldest(room: Room): number {
    const row = sql.oldest.get(room.id);
    return row === undefined ? (staging.tailOf(room.id)[0]?.offset ?? room.last + 1) : Number(row.offset);
  }

  function after(position: Position, limit: number, { oldest, last }: OffsetRange): PageRange {
    const known = isHere(position, last);
    const from = known ? Math.max(oldest, position.offset + 1) : oldest;
    const to = Math.min(last, from + limit - 1);
    return { from, to, more: to < last, gap: !known || position.offset + 1 < oldest };
  }

  function before(position: Position | undefined, limit: number, { oldest, last }: OffsetRange): PageRange {
    const known = position === undefined || isHere(position, last + 1);
    const to = position !== undefined && known ? position.offset - 1 : last;
    const from = Math.max(oldest, to - limit + 1);
    const lost = position !== undefined && position.offset <= oldest && position.offset > 1;
    return { from, to, more: from > oldest && to >= oldest, gap: !known || lost };
  }

  function between(room: Room, from: number, to: number): readonly EntryRow[] {
    const tail = staging.tailOf(room.id);
    const stagedFrom = tail[0]?.offset ?? room.last + 1;
    const placed = from < stagedFrom ? sql.between.all(room.id, from, to).map(entryRow) : [];
    if (to < stagedFrom) return placed;
    // Offsets are contiguous: the index in the tail is a difference of offsets.
    const newer = tail.slice(Math.max(0, from - stagedFrom), to - stagedFrom + 1);
    return [...placed, ...newer.map(({ offset, message }) => ({ offset, message }))];
  }

  return {
    /** Returns the offset of the oldest kept entry; one after the last if there is none. */
    oldest,
    read(room: Room | undefined, query: ReadQuery): RowPage {
      const extent = room === undefined ? { oldest: 1, last: 0 } : { oldest: oldest(room), last: room.last };
      const { from, to, more, gap } =
        query.after === undefined ? before(query.before, query.limit, extent) : after(query.after, query.limit, extent);
      return { rows: room === undefined || from > to ? [] : between(room, from, to), more, gap };
    },
    /** Searches compacted messages only. */
    search(room: Room | undefined, { text, before: position, limit }: SearchQuery): RowPage {
      const last = room?.last ?? 0;
      const known = position === undefined || isHere(position, last + 1);
      const to = position !== undefined && known ? position.offset - 1 : last;
      const match = matchText(text);
      if (room === undefined || match === undefined) return { rows: [], more: false, gap: !known };
      const found = sql.find.all(room.id, 1, to, match, limit + 1);
      return { rows: found.slice(0, limit).reverse().map(entryRow), more: found.length > limit, gap: !known };
    },
  };
}

/** The result of {@link createPageReader}. */
export type PageReader = ReturnType<typeof createPageReader>;

/** Converts a row for another thread, without the driver's additions. */
export function entryRow({ offset, message }: Row): EntryRow {
  return { offset: Number(offset), message: String(message) };
}

/** Rows read per request; a publish waits for at most one such step. */
const SCAN_ROWS = 500;

/** Creates scans over all rooms, one step per request. */
export function createScans(sql: Statements, staging: Staging, compaction: Compaction) {
  function fromEntries(author: string, room: number, after: number): WritingsPart {
    const rowsRead = sql.following.all(room, after, SCAN_ROWS);
    const quoted = JSON.stringify(author);
    const rows = rowsRead.filter(({ message }) => isWrittenBy(author, quoted, String(message))).map(entryRow);
    const last = rowsRead.at(-1);
    return {
      rows,
      next: last === undefined || rowsRead.length < SCAN_ROWS ? undefined : `entries ${last.room} ${last.offset}`,
    };
  }

  return {
    rooms(after: string, limit: number): RoomNames {
      const rowsRead = sql.roomsAfter.all(after, SCAN_ROWS);
      const kept = rowsRead.filter(({ id, kept }) => Number(kept) === 1 || staging.tailOf(Number(id)).length > 0);
      const names = kept.slice(0, limit).map(({ name }) => String(name));
      const last = rowsRead.at(-1);
      const isAll = names.length === limit || rowsRead.length < SCAN_ROWS;
      return { names, next: isAll ? undefined : String(last?.name) };
    },
    /**
     * Returns a part of an author's messages. There is no index on authors, since it would cost every publish: the scan first
     * compacts the messages that were staged at its start, then reads all entries in order.
     * @param position `next` of the previous part; `undefined` for the first part.
     */
    writings(author: string, position: string | undefined): WritingsPart {
      const [phase, one, two] = (position ?? `tray ${staging.next} 0`).split(' ');
      if (phase === 'entries') return fromEntries(author, Number(one), Number(two));
      if (staging.count === 0 || staging.start >= Number(one)) return fromEntries(author, 0, 0);
      compaction.step();
      return { rows: [], next: `tray ${one} 0` };
    },
    /** Like `writings`, without compaction: staged messages are in the last part. */
    writingsWithStaged(author: string, position: string | undefined): WritingsPart {
      const [phase, one, two] = (position ?? 'entries 0 0').split(' ');
      const part = phase === 'entries' ? fromEntries(author, Number(one), Number(two)) : fromEntries(author, 0, 0);
      if (part.next !== undefined) return part;
      const quoted = JSON.stringify(author);
      const staged = staging
        .rooms()
        .flatMap((room) => staging.tailOf(room))
        .filter(({ message }) => isWrittenBy(author, quoted, message));
      return { rows: [...part.rows, ...staged.map(({ offset, message }) => ({ offset, message }))], next: undefined };
    },
  };
}

/** Parses only messages that contain the author's id. */
function isWrittenBy(author: string, quoted: string, message: string): boolean {
  return message.includes(quoted) && (JSON.parse(message) as { from: { id: string } }).from.id === author;
}

/** Searches messages that are not indexed yet. */
export type SearchStaged = (messages: readonly StagedMessage[], text: string) => readonly EntryRow[];

/**
 * Creates a search over staged messages, for when a full disk prevents indexing them. Each search indexes them in memory by the
 * same rules.
 */
export function stagedSearch(database: Database): SearchStaged {
  return (messages, text) => {
    const match = matchText(text);
    if (match === undefined || messages.length === 0) return [];
    database.exec('PRAGMA temp_store = MEMORY');
    database.exec(
      `CREATE VIRTUAL TABLE temp.staged USING fts5(
         body, content = '', tokenize = "unicode61 remove_diacritics 2"
       )`,
    );
    try {
      const add = database.prepare('INSERT INTO temp.staged (rowid, body) VALUES (?, ?)');
      for (const { offset, message } of messages) add.run(offset, indexText(textOf(message)));
      const found = database.prepare('SELECT rowid AS offset FROM temp.staged WHERE staged MATCH ?').all(match);
      const offsets = new Set(found.map(({ offset }) => Number(offset)));
      return messages.filter(({ offset }) => offsets.has(offset)).map(({ offset, message }) => ({ offset, message }));
    } finally {
      database.exec('DROP TABLE temp.staged');
    }
  };
}
