import type { Value } from './driver.js';
import type { Statements } from './statements.js';

/** The slots of the tray, used in turn. */
const SLOTS = 8_192;

/** So many characters of messages may lie in the tray: they are held in memory too. */
const MAX_CHARACTERS = 16 * 1024 * 1024;

/** A message in the tray: kept, and not yet in its place among the entries. */
export interface StagedMessage {
  /** Counts the messages of all rooms. */
  readonly seq: number;
  readonly room: number;
  readonly offset: number;
  readonly key: string | null;
  readonly message: string;
}

/**
 * The newest messages of all rooms. What a message needs before it is acknowledged is done here: one row, next to the one
 * before. The table has them in the order in which they came, memory by room and by key; in memory they are at once.
 */
export function createStaging(sql: Statements) {
  /** By room, each in the order of the offsets; none is empty. */
  const tails = new Map<number, StagedMessage[]>();
  const byKey = new Map<string, StagedMessage>();
  /** What the table has not got yet. */
  let rows: Value[][] = [];
  let next = 0;
  /** Every message before it has left the tray. */
  let start = 0;
  let count = 0;
  let characters = 0;

  function hold(fresh: StagedMessage): void {
    const { room } = fresh;
    const tail = tails.get(room);
    if (tail === undefined) tails.set(room, [fresh]);
    else tail.push(fresh);
    if (fresh.key !== null) byKey.set(stagedKey(room, fresh.key), fresh);
    count++;
    characters += fresh.message.length;
  }

  return {
    /** How many messages lie here. */
    get count() {
      return count;
    },
    /** What they have together, in characters. */
    get characters() {
      return characters;
    },
    /** The number that the next message gets. */
    get next() {
      return next;
    },
    /** Every message before it has left the tray. */
    get start() {
      return start;
    },
    get isFull() {
      return next - start >= SLOTS || characters >= MAX_CHARACTERS;
    },
    /** The rooms that have messages here. */
    rooms: (): readonly number[] => [...tails.keys()],
    /** A room's messages here, which come after all that are in their place. */
    tailOf: (room: number): readonly StagedMessage[] => tails.get(room) ?? [],
    known: (room: number, key: string) => byKey.get(stagedKey(room, key)),
    /** Lays down a message. The tray must not be full. */
    lay(room: number, offset: number, key: string | null, at: number, message: string): void {
      const seq = next;
      next++;
      rows.push([seq % SLOTS, seq, room, offset, key, at, message]);
      hold({ seq, room, offset, key, message });
    },
    /** Has the table have all. To be done before the transaction ends, and before the table is used. */
    write(): void {
      if (rows.length === 0) return;
      sql.layDown(rows);
      rows = [];
    },
    /** The slots in which messages lie. */
    slotsOf: (messages: readonly StagedMessage[]): readonly number[] => messages.map(({ seq }) => seq % SLOTS),
    /** Takes a room's oldest messages, `limit` at most, of those before a number. */
    take(room: number, limit: number, before: number): readonly StagedMessage[] {
      const tail = tails.get(room) ?? [];
      const young = tail.findIndex(({ seq }) => seq >= before);
      const taken = tail.splice(0, Math.min(limit, young < 0 ? tail.length : young));
      if (tail.length === 0) tails.delete(room);
      for (const { key, message } of taken) {
        if (key !== null) byKey.delete(stagedKey(room, key));
        characters -= message.length;
      }
      count -= taken.length;
      return taken;
    },
    /** The slots of the messages before a number may be used again. */
    release(before: number): void {
      start = before;
    },
    /** Begins with what the table has: when the log is opened, and after a transaction that failed. */
    load(): void {
      tails.clear();
      byKey.clear();
      rows = [];
      count = 0;
      characters = 0;
      const last = sql.lastSeq.get()?.seq;
      next = typeof last === 'number' ? last + 1 : 0;
      start = next;
      for (const { seq, room, offset, key, message } of sql.inTray.all()) {
        start = Math.min(start, Number(seq));
        hold({
          seq: Number(seq),
          room: Number(room),
          offset: Number(offset),
          key: typeof key === 'string' ? key : null,
          message: String(message),
        });
      }
    },
  };
}

/** What {@link createStaging} gives. */
export type Staging = ReturnType<typeof createStaging>;

function stagedKey(room: number, key: string): string {
  return `${room} ${key}`;
}
