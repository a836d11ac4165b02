import { entryRow } from './pages.js';
import type { RoomNames, WritingsPart } from './requests.js';
import type { Compaction } from './shelves.js';
import type { Statements } from './statements.js';
import type { Staging } from './tray.js';

/** So many rows are looked at in one request; what is published meanwhile waits for no more than that. */
const SCAN_ROWS = 500;

/** Goes over all rooms, a step in a request. */
export function createScans(sql: Statements, tray: Staging, shelves: Compaction) {
  function fromPlaces(author: string, room: number, after: number): WritingsPart {
    const looked = sql.following.all(room, after, SCAN_ROWS);
    const quoted = JSON.stringify(author);
    const rows = looked.filter(({ message }) => isWrittenBy(author, quoted, String(message))).map(entryRow);
    const last = looked.at(-1);
    return {
      rows,
      next: last === undefined || looked.length < SCAN_ROWS ? undefined : `entries ${last.room} ${last.offset}`,
    };
  }

  return {
    rooms(after: string, limit: number): RoomNames {
      const looked = sql.roomsAfter.all(after, SCAN_ROWS);
      const kept = looked.filter(({ id, kept }) => Number(kept) === 1 || tray.tailOf(Number(id)).length > 0);
      const names = kept.slice(0, limit).map(({ name }) => String(name));
      const last = looked.at(-1);
      const isAll = names.length === limit || looked.length < SCAN_ROWS;
      return { names, next: isAll ? undefined : String(last?.name) };
    },
    /**
     * What an author wrote. There is no index on authors, since every message would pay for it: after all that lay in the tray
     * at the beginning has been put in its place, everything is read, in order.
     * @param place `next` of the part before; `undefined`: from the beginning.
     */
    writings(author: string, place: string | undefined): WritingsPart {
      const [phase, one, two] = (place ?? `tray ${tray.next} 0`).split(' ');
      if (phase === 'entries') return fromPlaces(author, Number(one), Number(two));
      if (tray.count === 0 || tray.start >= Number(one)) return fromPlaces(author, 0, 0);
      shelves.step();
      return { rows: [], next: `tray ${one} 0` };
    },
    /** The same without moving anything: what is staged comes as the last part. */
    writingsUnmoved(author: string, place: string | undefined): WritingsPart {
      const [phase, one, two] = (place ?? 'entries 0 0').split(' ');
      const part = phase === 'entries' ? fromPlaces(author, Number(one), Number(two)) : fromPlaces(author, 0, 0);
      if (part.next !== undefined) return part;
      const quoted = JSON.stringify(author);
      const staged = tray
        .rooms()
        .flatMap((room) => tray.tailOf(room))
        .filter(({ message }) => isWrittenBy(author, quoted, message));
      return { rows: [...part.rows, ...staged.map(({ offset, message }) => ({ offset, message }))], next: undefined };
    },
  };
}

/** Few messages are read as JSON: the others do not have the author's id at all. */
function isWrittenBy(author: string, quoted: string, message: string): boolean {
  return message.includes(quoted) && (JSON.parse(message) as { from: { id: string } }).from.id === author;
}
