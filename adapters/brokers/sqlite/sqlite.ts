import {
  type Broker,
  type BrokerProblem,
  type BrokerReceiver,
  type Entry,
  type Json,
  type Message,
  type Page,
  type Position,
  type ReadQuery,
  type Receipt,
  type Retention,
  type SearchFeature,
  type SearchQuery,
  type Signalled,
  type Store,
  storeKey,
  storeValue,
  type Writings,
} from '../../../core/index.js';
import { checkedOptions, type SqliteOptions } from './options.js';
import { RequestQueue } from './request-queue.js';
import { type EntryRow, type KnownMessage, keyOf, type RoomNames, type RowPage, writingsCursor } from './requests.js';

/** A subscribed room. */
interface Subscription {
  /** Position of the last delivered entry; `undefined` until the worker has returned the end of the log. */
  position: Position | undefined;
  /** The read of missed entries in progress. */
  catchingUp: Promise<void> | undefined;
}

const searchFeatures: readonly SearchFeature[] = ['prefixes', 'forms', 'phrases', 'emoji'];

/** Larger than any number of entries. */
const NO_LIMIT = Number.MAX_SAFE_INTEGER;

/** Entries erased per request; a publish waits for at most one such step. */
const ERASE_STEP = 200;

/**
 * Creates a broker that stores the logs of all rooms in one SQLite file, with `node:sqlite` where Node has it (22.13 and later),
 * otherwise with the optional dependency `libsql`.
 *
 * - **Durable.** A receipt is returned, and the entry delivered, once its transaction is synced (WAL, `synchronous=FULL`).
 *   Requests share transactions; a worker thread waits for the disk.
 * - **Entries are dropped only** by {@link Broker.prune}, together with their keys. The epoch is created with the file and shared
 *   by all rooms, so it survives a restart.
 * - **One process at a time.** `start` throws a `ChatError` `CHAT_STORE_FAILED` whose details have the `reason`:
 *   `locked` (open in another process for over a second), `newer` (written by a later release), `foreign` (another program's
 *   database), `corrupt`, `full`, `lost`, `driver` (no SQLite available), or `unusable`.
 * - **If the worker dies**, waiting requests fail with `CHAT_BROKER_FAILED` and may or may not be stored: send them again with
 *   their keys. The file is reopened, and subscribed rooms receive the entries that they missed. A log in `:memory:` is then
 *   lost, and every call fails.
 * - **Search** finds words of all scripts, prefixes, English, Russian and Korean word forms, phrases and emoji; Chinese and
 *   Japanese by any substring. A file of an earlier release is reindexed while in use, the newest messages of each room first;
 *   until then its messages are found by whole words.
 * - **Erased, dropped or replaced content is overwritten** in the file (`PRAGMA secure_delete`). It stays longer in the file
 *   ending in `-wal`, which has old pages until it restarts, and, as single words, in the index. Soon after
 *   {@link Broker.erase} the words are merged out of the index and the WAL is emptied; if the process is killed first, the next
 *   one does it. Words of dropped messages are removed as index segments are merged. Copies of the file, and old blocks kept by
 *   the file system or the disk, are not overwritten.
 *
 * @throws TypeError for an invalid option.
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
    if (kept - 1 === subscription.position?.offset) this.#deliver(subscription, { position, message });
    // Delivers missed entries first, without gaps. The message is stored even if that fails.
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
    // In steps, so that a publish does not wait for all of it.
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
    for (let cursor: string | undefined = after; cursor !== undefined && names.length < limit; ) {
      const step: RoomNames = await this.#queue.request({ type: 'rooms', after: cursor, limit: limit - names.length });
      names.push(...step.names);
      cursor = step.next;
    }
    return names;
  }

  async writings(author: string, after?: string): Promise<Writings> {
    if (after !== undefined && !writingsCursor.test(after))
      throw new TypeError('after must be the `next` of an earlier part');
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

  #deliver(subscription: Subscription, entry: Entry): void {
    subscription.position = entry.position;
    this.#receiver?.entry(entry);
  }

  #catchUpAll(): void {
    for (const [room, subscription] of this.#subscribed) {
      // On failure, the next opening or the next message in the room tries again.
      this.#catchUp(room, subscription).catch(() => undefined);
    }
  }

  async #catchUpTo(room: string, subscription: Subscription, position: Position): Promise<void> {
    // A read in progress may have started before the message was stored; the next one has not.
    for (let reading = 0; reading < 2 && this.#isBehind(room, subscription, position.offset); reading++) {
      subscription.catchingUp ??= this.#catchUp(room, subscription).finally(() => {
        subscription.catchingUp = undefined;
      });
      await subscription.catchingUp;
    }
    // Dropped before it could be delivered: later messages must not wait for it.
    if (this.#isBehind(room, subscription, position.offset)) subscription.position = position;
  }

  #isBehind(room: string, subscription: Subscription, offset: number): boolean {
    if (this.#subscribed.get(room) !== subscription) return false;
    return subscription.position !== undefined && subscription.position.offset < offset;
  }

  /** Delivers the log's entries that the room has missed. */
  async #catchUp(room: string, subscription: Subscription): Promise<void> {
    const after = subscription.position;
    if (after === undefined) return;
    const rows = await this.#queue.request({ type: 'read', room, query: { after, limit: NO_LIMIT } });
    for (const entry of this.#page(rows).entries) {
      const { offset } = entry.position;
      if (this.#isBehind(room, subscription, offset)) this.#deliver(subscription, entry);
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

/** Creates the store in the same file, written by the same worker in transactions shared with messages. */
export function createStore(queue: RequestQueue): Store {
  return {
    async get(key) {
      const value = await queue.request({ type: 'get', key: storeKey(key) });
      return value === undefined ? undefined : (JSON.parse(value) as Json);
    },
    async put(key, value) {
      await queue.request({ type: 'put', key: storeKey(key), value: storeValue(value) });
    },
    async delete(key) {
      await queue.request({ type: 'delete', key: storeKey(key) });
    },
    async list({ prefix, after = '', limit }) {
      const pairs = await queue.request({ type: 'list', prefix, after, limit });
      return pairs.map(({ key, value }) => ({ key, value: JSON.parse(value) as Json }));
    },
  };
}
