import type { Line, Place, Said } from './line.js';

/** The lines of a room that are kept at most. */
export const MOST_LINES = 5_000;

/** A room's scrollback, the oldest line first. */
export interface Log {
  readonly lines: readonly Line[];
  /** Adds a line at the end; of too many the oldest tenth goes. */
  append(line: Line): void;
  /** Adds older lines at the beginning, the oldest first; of too many only the newest of them. */
  prepend(lines: readonly Line[]): void;
  /** Puts a line in the place of the one with its id; where that is gone: nothing. */
  replace(line: Line): void;
  remove(id: number): void;
  clear(): void;
  /** What was said at a place. */
  at(place: Place): Said | undefined;
  /** One's own words that wait, by their key. */
  waiting(key: string): Said | undefined;
}

/** Makes a log with nothing in it. @param most How many lines it keeps. */
export function createLog(most = MOST_LINES): Log {
  const lines: Line[] = [];
  const said = (fits: (line: Said) => boolean): Said | undefined =>
    lines.findLast((line): line is Said => line.type === 'said' && fits(line));
  return {
    lines,
    append(line) {
      lines.push(line);
      if (lines.length > most) lines.splice(0, lines.length - Math.floor(most * 0.9));
    },
    prepend(older) {
      const room = Math.max(0, most - lines.length);
      lines.unshift(...(room < older.length ? older.slice(older.length - room) : older));
    },
    replace(line) {
      const index = lines.findLastIndex(({ id }) => id === line.id);
      if (index >= 0) lines[index] = line;
    },
    remove(id) {
      const index = lines.findLastIndex((line) => line.id === id);
      if (index >= 0) lines.splice(index, 1);
    },
    clear() {
      lines.length = 0;
    },
    at: ({ epoch, offset }) => said(({ place }) => place?.offset === offset && place.epoch === epoch),
    waiting: (key) => said((line) => line.place === undefined && line.key === key),
  };
}
