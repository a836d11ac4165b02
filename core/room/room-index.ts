import type { Room } from './room.js';

/** A room as lists have it, with what it was sorted by. */
export interface RoomRow {
  readonly room: Room;
  /** Its folded name. */
  readonly name: string;
  /** How many people are in it: what it is sorted by. */
  readonly members: number;
}

/** Where in a list a row is, or would be. */
export type RowKey = Pick<RoomRow, 'name' | 'members'>;

/** Orders rows; never 0 for two rooms. */
export type RowOrder = (one: RowKey, other: RowKey) => number;

/** The fullest room first; of rooms with equally many people, by name. */
export const byFullest: RowOrder = (one, other) => other.members - one.members || byName(one, other);

/** By name, in the order of UTF-16 code units. */
export const byName: RowOrder = (one, other) => (one.name < other.name ? -1 : one.name > other.name ? 1 : 0);

/** Of more changed rooms than this it is not known which have changed: then everything is sorted again. */
const MAX_CHANGED = 50_000;

interface OwnRow extends RoomRow {
  stale: boolean;
}

/**
 * A sorted list of the rooms with people in them, direct conversations left out. It is brought up to date when it is read: rooms
 * that have changed since are taken out and merged in again, so that many readers between two changes cost one pass.
 */
export class RoomIndex {
  readonly #order: RowOrder;
  readonly #find: (name: string) => Room | undefined;
  readonly #all: () => Iterable<Room>;
  #rows: OwnRow[] = [];
  #byName = new Map<string, OwnRow>();
  #changed = new Set<string>();
  #isLost = false;
  #listed = 0;

  /** Makes an empty index of rooms that are found by name, or all gone through. */
  constructor(order: RowOrder, find: (name: string) => Room | undefined, all: () => Iterable<Room>) {
    this.#order = order;
    this.#find = find;
    this.#all = all;
  }

  /** Notes that a room was opened or closed, has more or fewer people, or may be seen by others than before. */
  touch(name: string): void {
    if (this.#isLost) return;
    this.#changed.add(name);
    if (this.#changed.size <= MAX_CHANGED) return;
    this.#changed.clear();
    this.#isLost = true;
  }

  /** Returns the rows in order. The list is not to be kept: it changes with the next call. */
  rows(): readonly RoomRow[] {
    if (this.#isLost || this.#changed.size > 0) this.#refresh();
    return this.#rows;
  }

  /** Returns how many rooms are not hidden. */
  get listed(): number {
    this.rows();
    return this.#listed;
  }

  /** Returns the index of the first row behind a place. */
  after(place: RowKey): number {
    const rows = this.rows();
    let low = 0;
    let high = rows.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#order(rows[middle] as RoomRow, place) <= 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #refresh(): void {
    const fresh = this.#isLost ? this.#everything() : this.#takeChanged();
    this.#isLost = false;
    this.#changed.clear();
    for (const row of fresh) this.#byName.set(row.name, row);
    this.#rows = this.#merged(fresh.sort(this.#order));
    this.#listed = this.#rows.reduce((sum, { room }) => (room.privacy === 'hidden' ? sum : sum + 1), 0);
  }

  #everything(): OwnRow[] {
    this.#rows = [];
    this.#byName.clear();
    return [...this.#all()].flatMap((room) => rowOf(room) ?? []);
  }

  #takeChanged(): OwnRow[] {
    const fresh: OwnRow[] = [];
    for (const name of this.#changed) {
      const old = this.#byName.get(name);
      if (old !== undefined) old.stale = true;
      this.#byName.delete(name);
      const room = this.#find(name);
      const row = room && rowOf(room);
      if (row !== undefined) fresh.push(row);
    }
    return fresh;
  }

  #merged(fresh: readonly OwnRow[]): OwnRow[] {
    const merged: OwnRow[] = [];
    let next = 0;
    for (const row of this.#rows) {
      if (row.stale) continue;
      for (let first = fresh[next]; first !== undefined && this.#order(first, row) < 0; first = fresh[++next]) {
        merged.push(first);
      }
      merged.push(row);
    }
    for (; next < fresh.length; next++) merged.push(fresh[next] as OwnRow);
    return merged;
  }
}

function rowOf(room: Room): OwnRow | undefined {
  if (room.direct || room.size === 0) return undefined;
  return { room, name: room.name, members: room.users, stale: false };
}
