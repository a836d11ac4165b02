import type { Value } from '../file/driver.js';
import type { Statements } from './statements.js';

/** Slots of the staging table, reused in a cycle. */
const SLOTS = 8_192;

/** Limit of staged messages in characters, because they are also held in memory. */
const MAX_CHARACTERS = 16 * 1024 * 1024;

/** A message that is committed and not yet compacted into the entries. */
export interface StagedMessage {
  /** Sequence number over all rooms. */
  readonly seq: number;
  readonly room: number;
  readonly offset: number;
  readonly key: string | null;
  readonly message: string;
}

/**
 * Creates the write buffer with the newest messages of all rooms. A publish writes one row here, next to the previous one, before
 * it is acknowledged. The table `tray` has the messages in order of arrival; memory has them by room and by key, at once.
 */
export function createStaging(sql: Statements) {
  /** By room, ordered by offset; never empty. */
  const tails = new Map<number, StagedMessage[]>();
  const byKey = new Map<string, StagedMessage>();
  /** Rows not yet written to the table. */
  let rows: Value[][] = [];
  let next = 0;
  /** All messages before this number are compacted. */
  let start = 0;
  let count = 0;
  let characters = 0;

  function hold(staged: StagedMessage): void {
    const { room } = staged;
    const tail = tails.get(room);
    if (tail === undefined) tails.set(room, [staged]);
    else tail.push(staged);
    if (staged.key !== null) byKey.set(stagedKey(room, staged.key), staged);
    count++;
    characters += staged.message.length;
  }

  return {
    /** Number of staged messages. */
    get count() {
      return count;
    },
    /** Total length in characters. */
    get characters() {
      return characters;
    },
    /** Sequence number of the next message. */
    get next() {
      return next;
    },
    /** All messages before this number are compacted. */
    get start() {
      return start;
    },
    get isFull() {
      return next - start >= SLOTS || characters >= MAX_CHARACTERS;
    },
    /** Rooms with staged messages. */
    rooms: (): readonly number[] => [...tails.keys()],
    /** A room's staged messages, which follow its compacted ones. */
    tailOf: (room: number): readonly StagedMessage[] => tails.get(room) ?? [],
    known: (room: number, key: string) => byKey.get(stagedKey(room, key)),
    /** Appends a message. The buffer must not be full. */
    append(room: number, offset: number, key: string | null, at: number, message: string): void {
      const seq = next;
      next++;
      rows.push([seq % SLOTS, seq, room, offset, key, at, message]);
      hold({ seq, room, offset, key, message });
    },
    /** Writes pending rows to the table. Must be called before the transaction ends and before the table is read. */
    write(): void {
      if (rows.length === 0) return;
      sql.insertStaged(rows);
      rows = [];
    },
    /** Returns the slots of messages. */
    slotsOf: (messages: readonly StagedMessage[]): readonly number[] => messages.map(({ seq }) => seq % SLOTS),
    /** Removes and returns up to `limit` of a room's oldest messages before a sequence number. */
    take(room: number, limit: number, before: number): readonly StagedMessage[] {
      const tail = tails.get(room) ?? [];
      const newer = tail.findIndex(({ seq }) => seq >= before);
      const taken = tail.splice(0, Math.min(limit, newer < 0 ? tail.length : newer));
      if (tail.length === 0) tails.delete(room);
      for (const { key, message } of taken) {
        if (key !== null) byKey.delete(stagedKey(room, key));
        characters -= message.length;
      }
      count -= taken.length;
      return taken;
    },
    /** Frees the slots of the messages before a sequence number. */
    release(before: number): void {
      start = before;
    },
    /** Loads the table, when the log is opened and after a failed transaction. */
    load(): void {
      tails.clear();
      byKey.clear();
      rows = [];
      count = 0;
      characters = 0;
      const last = sql.lastSeq.get()?.seq;
      next = typeof last === 'number' ? last + 1 : 0;
      start = next;
      for (const { seq, room, offset, key, message } of sql.stagedRows.all()) {
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

/** The result of {@link createStaging}. */
export type Staging = ReturnType<typeof createStaging>;

function stagedKey(room: number, key: string): string {
  return `${room} ${key}`;
}

/** Returns the text of a message given as JSON. */
export function textOf(message: string): string {
  return (JSON.parse(message) as { readonly text: string }).text;
}
