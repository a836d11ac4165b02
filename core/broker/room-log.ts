import type { Entry, Message, Position } from '../message/message.js';
import type { Page, ReadQuery, Retention } from '../ports/broker.js';

/** One room's entries in memory, newest kept: at most `cap`, each with its key for as long as it is kept. */
export class RoomLog {
  readonly epoch: string;
  readonly #cap: number;
  #entries: Entry[] = [];
  /** Index of the oldest entry still kept; what lies before it is cut off from time to time. */
  #start = 0;
  #last = 0;
  #bytes = 0;
  readonly #byKey = new Map<string, Entry>();

  constructor(epoch: string, cap: number) {
    this.epoch = epoch;
    this.#cap = cap;
  }

  get end(): Position {
    return { epoch: this.epoch, offset: this.#last };
  }

  /** Roughly what the kept entries take in memory. */
  get bytes(): number {
    return this.#bytes;
  }

  /** The entry that an author's key has already, if it is still kept. */
  known(author: string, key: string | undefined): Entry | undefined {
    return key === undefined ? undefined : this.#byKey.get(keyOf(author, key));
  }

  append(message: Message): Entry {
    this.#last++;
    const entry = { position: { epoch: this.epoch, offset: this.#last }, message };
    this.#entries.push(entry);
    this.#bytes += sizeOf(message);
    if (message.key !== undefined) this.#byKey.set(keyOf(message.from.id, message.key), entry);
    if (this.#entries.length - this.#start > this.#cap) this.#drop(1);
    return entry;
  }

  read(query: ReadQuery): Page {
    const kept = this.#entries.slice(this.#start);
    const oldest = this.#last - kept.length + 1;
    if (query.after !== undefined) {
      const { epoch, offset } = query.after;
      const same = epoch === this.epoch && offset <= this.#last;
      const from = same ? Math.max(0, offset + 1 - oldest) : 0;
      const entries = kept.slice(from, from + query.limit);
      return { entries, more: from + entries.length < kept.length, gap: !same || offset + 1 < oldest };
    }
    const before = query.before;
    const same = before === undefined || (before.epoch === this.epoch && before.offset <= this.#last + 1);
    const to = before !== undefined && same ? Math.max(0, before.offset - oldest) : kept.length;
    const from = Math.max(0, to - query.limit);
    const entries = kept.slice(from, to);
    const lost = before !== undefined && before.offset <= oldest && before.offset > 1;
    return { entries, more: from > 0, gap: !same || lost };
  }

  prune(keep: Retention): number {
    const kept = this.#entries.length - this.#start;
    let drop = keep.entries === undefined ? 0 : Math.max(0, kept - keep.entries);
    const since = keep.since;
    if (since !== undefined) {
      while (drop < kept && (this.#entries[this.#start + drop]?.message.at ?? since) < since) drop++;
    }
    this.#drop(drop);
    return drop;
  }

  /** Empties entries; says how many were not empty before. */
  erase(offsets: readonly number[]): number {
    const oldest = this.#last - (this.#entries.length - this.#start) + 1;
    let erased = 0;
    for (const offset of offsets) {
      const index = this.#start + offset - oldest;
      const entry = offset < oldest ? undefined : this.#entries[index];
      if (entry === undefined || entry.message.kind === 'erased') continue;
      const message: Message = { ...entry.message, kind: 'erased', text: '', data: undefined, verbatim: undefined };
      this.#bytes -= sizeOf(entry.message) - sizeOf(message);
      const emptied = { position: entry.position, message };
      this.#entries[index] = emptied;
      if (message.key !== undefined) this.#byKey.set(keyOf(message.from.id, message.key), emptied);
      erased++;
    }
    return erased;
  }

  /** What one author wrote. */
  writings(author: string): readonly Entry[] {
    return this.#entries.slice(this.#start).filter(({ message }) => message.from.id === author);
  }

  /** Whether anything is kept. */
  get empty(): boolean {
    return this.#start === this.#entries.length;
  }

  /** Drops the oldest entries, but never the newest one, until `bytes` are free. */
  shrink(bytes: number): void {
    const goal = this.#bytes - bytes;
    while (this.#bytes > goal && this.#entries.length - this.#start > 1) this.#drop(1);
  }

  #drop(count: number): void {
    for (let done = 0; done < count; done++) {
      const message = this.#entries[this.#start]?.message;
      if (message === undefined) break;
      this.#start++;
      this.#bytes -= sizeOf(message);
      if (message.key !== undefined) this.#byKey.delete(keyOf(message.from.id, message.key));
    }
    // Cutting the front off costs a copy of the rest; done at every cap-th entry it costs next to nothing.
    if (this.#start >= this.#cap || this.#start === this.#entries.length) {
      this.#entries = this.#entries.slice(this.#start);
      this.#start = 0;
    }
  }
}

/** Two bytes a character, and what the objects around it take. */
function sizeOf({ text, data }: Message): number {
  return 400 + 2 * (text.length + (data === undefined ? 0 : JSON.stringify(data).length));
}

function keyOf(author: string, key: string): string {
  return `${author}\n${key}`;
}
