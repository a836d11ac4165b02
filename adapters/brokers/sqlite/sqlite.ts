import type {
  Broker,
  BrokerProblem,
  BrokerReceiver,
  Entry,
  Message,
  Page,
  Position,
  ReadQuery,
  Receipt,
  Retention,
  SearchFeature,
  SearchQuery,
  Signalled,
  Store,
  Writings,
} from '../../../core/index.js';
import { RequestQueue } from './desk.js';
import { checkedOptions, type SqliteOptions } from './options.js';
import { type EntryRow, type KnownMessage, keyOf, type RoomNames, type RowPage, writingsCursor } from './requests.js';
import { createStore } from './store.js';

/** A room that is received. */
interface Subscription {
  /** Where the last entry handed over stands; `undefined` until the thread has said where the log ends. */
  position: Position | undefined;
  /** While what was missed is being read. */
  catchingUp: Promise<void> | undefined;
}

const searchFeatures: readonly SearchFeature[] = ['prefixes', 'forms', 'phrases', 'emoji'];

/** More than a queue can hold: all there is. */
const NO_LIMIT = Number.MAX_SAFE_INTEGER;

/** So many entries are emptied in one request; what is published meanwhile waits for no more than that. */
const ERASE_STEP = 200;

/**
 * A broker that keeps every room's log in one SQLite file: `node:sqlite` where Node has it (22.13 and later), else the
 * package `libsql`, an optional dependency.
 *
 * - **Kept means on disk.** A receipt is given, and the entry handed over, once the transaction that has it is synced
 *   (WAL, `synchronous=FULL`). Requests share transactions; the disk is waited for in a thread of the broker's own.
 * - **Nothing is dropped** but by {@link Broker.prune}; the keys go with the entries. The epoch is made with the file
 *   and is the same for all of its rooms, so it is the same after a restart.
 * - **One process at a time.** `start` throws a `ChatError` `CHAT_STORE_FAILED` whose details have the `reason`:
 *   `locked` (open elsewhere, for a second), `newer` (written by a later release), `foreign` (another program's
 *   database), `corrupt`, `driver` (there is no SQLite to be had), or `unusable`.
 * - **When the thread dies**, all that waits fails with `CHAT_BROKER_FAILED`, and may be kept or not: send it again with
 *   its key. The next call opens the file again, and rooms that are subscribed to get what they missed. A log in
 *   `:memory:` is lost then, and every call fails.
 * - **Search** knows words of all scripts, their beginnings, English, Russian and Korean forms, phrases and emoji; Chinese
 *   and Japanese are found by any part. A file of an earlier release is indexed anew while it is used, the newest messages of
 *   each room first; until then its messages are found by whole words.
 * - **What is erased, dropped or replaced is overwritten** in the file (`PRAGMA secure_delete`). Two places keep it longer:
 *   the file that ends in `-wal`, which has pages as they were until it begins anew, and, word by word, the index. Soon after
 *   {@link Broker.erase} the words are merged out of the index and the WAL is emptied; if the process is killed before, the
 *   next one does it. Words of dropped messages go as the index is merged. Copies of the file, and what a file system or a
 *   disk keeps of old blocks, are out of reach.
 *
 * @throws TypeError for an option that is none.
 */
export function sqlite(options: SqliteOptions): Broker {
  return new SqliteBroker(options);
}

class SqliteBroker implements Broker {
  readonly scope = 'process';
  readonly supports;
  readonly store: Store;
  readonly #queue: RequestQueue;
  readonly #subscribed = new Map<string, Subscription>();
  #receiver: BrokerReceiver | undefined;

  constructor(options: SqliteOptions) {
    const checked = checkedOptions(options);
    this.supports = { durable: checked.path !== ':memory:', search: true, searchFeatures };
    this.#queue = new RequestQueue(checked, {
      reopened: () => this.#catchUpAll(),
      warning: (text) => this.#receiver?.warning?.(text),
      problem: (problem) => this.#receiver?.problem?.(problem),
    });
    this.store = createStore(this.#queue);
  }

  get problem(): BrokerProblem | undefined {
    return this.#queue.problem;
  }

  async start(receiver: BrokerReceiver): Promise<void> {
    this.#receiver = receiver;
    await this.#queue.start();
  }

  async subscribe(room: string): Promise<Position> {
    const subscription = this.#subscribed.get(room) ?? { position: undefined, catchingUp: undefined };
    this.#subscribed.set(room, subscription);
    try {
      const end = this.#position(await this.#queue.request({ type: 'end', room }));
      subscription.position ??= end;
      return end;
    } catch (error) {
      if (subscription.position === undefined) this.#drop(room, subscription);
      throw error;
    }
  }

  async unsubscribe(room: string): Promise<void> {
    this.#subscribed.delete(room);
  }

  async publish(message: Message): Promise<Receipt> {
    const { room, from, id, at } = message;
    const key = message.key === undefined ? undefined : keyOf(from.id, message.key);
    const kept = await this.#queue.request({ type: 'publish', room, key, at, message: JSON.stringify(message) });
    if (typeof kept !== 'number') return this.#duplicate(kept);
    const position = this.#position(kept);
    const receipt = { id, at, position, duplicate: false };
    const subscription = this.#subscribed.get(room);
    if (subscription === undefined) return receipt;
    if (kept - 1 === subscription.position?.offset) this.#handOver(subscription, { position, message });
    // Never a hole: what the room has missed comes first. Kept it is, whatever comes of that.
    else await this.#catchUpTo(room, subscription, position).catch(() => undefined);
    return receipt;
  }

  async known(room: string, author: string, key: string): Promise<Receipt | undefined> {
    const known = await this.#queue.request({ type: 'known', room, key: keyOf(author, key) });
    return known && this.#duplicate(known);
  }

  signal(room: string, signalled: Signalled): void {
    if (this.#subscribed.get(room)?.position !== undefined) this.#receiver?.signal(room, signalled);
  }

  async read(room: string, query: ReadQuery): Promise<Page> {
    return this.#page(await this.#queue.request({ type: 'read', room, query }));
  }

  async search(room: string, query: SearchQuery): Promise<Page> {
    return this.#page(await this.#queue.request({ type: 'search', room, query }));
  }

  async prune(room: string, keep: Retention): Promise<number> {
    let dropped = 0;
    // Step by step, so that what is published meanwhile does not wait for all of it.
    for (let more = true; more; ) {
      const step = await this.#queue.request({ type: 'prune', room, keep });
      dropped += step.dropped;
      more = step.more;
    }
    return dropped;
  }

  async erase(room: string, offsets: readonly number[]): Promise<number> {
    let erased = 0;
    for (let at = 0; at < offsets.length; at += ERASE_STEP) {
      erased += await this.#queue.request({ type: 'erase', room, offsets: offsets.slice(at, at + ERASE_STEP) });
    }
    return erased;
  }

  async rooms({ after = '', limit }: { readonly after?: string; readonly limit: number }): Promise<readonly string[]> {
    const names: string[] = [];
    for (let place: string | undefined = after; place !== undefined && names.length < limit; ) {
      const step: RoomNames = await this.#queue.request({ type: 'rooms', after: place, limit: limit - names.length });
      names.push(...step.names);
      place = step.next;
    }
    return names;
  }

  async writings(author: string, after?: string): Promise<Writings> {
    if (after !== undefined && !writingsCursor.test(after))
      throw new TypeError('after must be what a part gave as next');
    const { rows, next } = await this.#queue.request({ type: 'writings', author, after });
    return { entries: rows.map((row) => this.#entry(row)), next };
  }

  async close(): Promise<void> {
    await this.#queue.close();
    this.#subscribed.clear();
    this.#receiver = undefined;
  }

  #drop(room: string, subscription: Subscription): void {
    if (this.#subscribed.get(room) === subscription) this.#subscribed.delete(room);
  }

  #handOver(subscription: Subscription, entry: Entry): void {
    subscription.position = entry.position;
    this.#receiver?.entry(entry);
  }

  #catchUpAll(): void {
    for (const [room, subscription] of this.#subscribed) {
      // If this fails, the next opening or the next message in the room tries again.
      this.#catchUp(room, subscription).catch(() => undefined);
    }
  }

  async #catchUpTo(room: string, subscription: Subscription, position: Position): Promise<void> {
    // A reading that is under way may have begun before the message was kept; the one after it has not.
    for (let reading = 0; reading < 2 && this.#isBehind(room, subscription, position.offset); reading++) {
      subscription.catchingUp ??= this.#catchUp(room, subscription).finally(() => {
        subscription.catchingUp = undefined;
      });
      await subscription.catchingUp;
    }
    // Dropped before it could be handed over: what comes next is not to wait for it.
    if (this.#isBehind(room, subscription, position.offset)) subscription.position = position;
  }

  #isBehind(room: string, subscription: Subscription, offset: number): boolean {
    if (this.#subscribed.get(room) !== subscription) return false;
    return subscription.position !== undefined && subscription.position.offset < offset;
  }

  /** Hands over what the log has and the room has not been handed. */
  async #catchUp(room: string, subscription: Subscription): Promise<void> {
    const after = subscription.position;
    if (after === undefined) return;
    const rows = await this.#queue.request({ type: 'read', room, query: { after, limit: NO_LIMIT } });
    for (const entry of this.#page(rows).entries) {
      const { offset } = entry.position;
      if (this.#isBehind(room, subscription, offset)) this.#handOver(subscription, entry);
    }
  }

  #page({ rows, more, gap }: RowPage): Page {
    return { entries: rows.map((row) => this.#entry(row)), more, gap };
  }

  #entry({ offset, message }: EntryRow): Entry {
    return { position: this.#position(offset), message: JSON.parse(message) as Message };
  }

  #duplicate({ id, at, offset }: KnownMessage): Receipt {
    return { id, at, position: this.#position(offset), duplicate: true };
  }

  #position(offset: number): Position {
    return { epoch: this.#queue.epoch, offset };
  }
}
