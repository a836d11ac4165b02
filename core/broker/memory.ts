import { ChatError } from '../errors.js';
import type { Entry, Message, Position, Receipt } from '../message/message.js';
import type {
  AuthoredPage,
  Broker,
  BrokerReceiver,
  EphemeralEntry,
  Page,
  ReadQuery,
  Retention,
} from '../ports/broker.js';
import type { Random } from '../ports/random.js';
import { RoomLog } from './room-log.js';

/** How much the memory broker keeps. */
export interface MemoryBrokerOptions {
  /** Entries kept of each room, and so the window in which a key is known again. Default 500. */
  readonly entriesPerRoom?: number;
  /** Logs of rooms that nobody is in; beyond it the ones left longest ago are forgotten. Default 1,000. */
  readonly idleLogs?: number;
  /**
   * Memory for all logs together, roughly. Beyond it first the logs of empty rooms go, then each new entry takes
   * the place of its room's oldest ones. Default 256 MiB.
   */
  readonly bytes?: number;
}

/** The default broker: every room's log in this process's memory, bounded, gone with the process. */
export class MemoryBroker implements Broker {
  readonly scope = 'process';
  readonly supports = {
    /** The log goes with the process. */
    durable: false,
    /** What is gone so soon needs no index. */
    search: false,
  };
  readonly #random: Random;
  readonly #entriesPerRoom: number;
  readonly #idleLogs: number;
  readonly #bytes: number;
  readonly #subscribed = new Map<string, RoomLog>();
  /** In the order in which they were left. */
  readonly #idle = new Map<string, RoomLog>();
  #kept = 0;
  #receiver: BrokerReceiver | undefined;

  constructor(random: Random, options: MemoryBrokerOptions = {}) {
    this.#random = random;
    this.#entriesPerRoom = options.entriesPerRoom ?? 500;
    this.#idleLogs = options.idleLogs ?? 1_000;
    this.#bytes = options.bytes ?? 256 * 1024 * 1024;
  }

  async start(receiver: BrokerReceiver): Promise<void> {
    this.#receiver = receiver;
  }

  async subscribe(room: string): Promise<Position> {
    const log = this.#log(room);
    this.#idle.delete(room);
    this.#subscribed.set(room, log);
    return log.end;
  }

  async unsubscribe(room: string): Promise<void> {
    const log = this.#subscribed.get(room);
    if (log === undefined) return;
    this.#subscribed.delete(room);
    this.#leaveIdle(room, log);
  }

  async publish(message: Message): Promise<Receipt> {
    if (this.#receiver === undefined) throw new ChatError('CHAT_BROKER_FAILED', 'The broker is closed.');
    const subscribed = this.#subscribed.get(message.room);
    const log = subscribed ?? this.#log(message.room);
    const known = log.known(message.from.id, message.key);
    const entry = known ?? this.#append(log, message);
    if (subscribed === undefined) this.#leaveIdle(message.room, log);
    else if (known === undefined) this.#receiver.entry(entry);
    return receipt(entry, known !== undefined);
  }

  async known(room: string, author: string, key: string): Promise<Receipt | undefined> {
    const entry = this.#log(room).known(author, key);
    return entry && receipt(entry, true);
  }

  broadcastEphemeral(room: string, signalled: EphemeralEntry): void {
    if (this.#subscribed.has(room)) this.#receiver?.ephemeral(room, signalled);
  }

  async read(room: string, query: ReadQuery): Promise<Page> {
    return this.#log(room).read(query);
  }

  async prune(room: string, keep: Retention): Promise<number> {
    const log = this.#log(room);
    const before = log.bytes;
    const dropped = log.prune(keep);
    this.#kept += log.bytes - before;
    return dropped;
  }

  async erase(room: string, offsets: readonly number[]): Promise<number> {
    const log = this.#log(room);
    const before = log.bytes;
    const erased = log.erase(offsets);
    this.#kept += log.bytes - before;
    return erased;
  }

  async rooms({ after = '', limit }: { readonly after?: string; readonly limit: number }): Promise<readonly string[]> {
    const logs = [...this.#subscribed, ...this.#idle];
    const names = logs.filter(([name, log]) => !log.empty && compareCodePoints(name, after) > 0).map(([name]) => name);
    return names.sort(compareCodePoints).slice(0, limit);
  }

  async writings(author: string): Promise<AuthoredPage> {
    const logs = [...this.#subscribed.values(), ...this.#idle.values()];
    return { entries: logs.flatMap((log) => log.writings(author)), next: undefined };
  }

  async close(): Promise<void> {
    this.#receiver = undefined;
    this.#subscribed.clear();
    this.#idle.clear();
    this.#kept = 0;
  }

  #log(room: string): RoomLog {
    return this.#subscribed.get(room) ?? this.#idle.get(room) ?? new RoomLog(this.#random.id(), this.#entriesPerRoom);
  }

  #append(log: RoomLog, message: Message): Entry {
    const before = log.bytes;
    const entry = log.append(message);
    this.#kept += log.bytes - before;
    if (this.#kept > this.#bytes) this.#makeRoom(log);
    return entry;
  }

  #makeRoom(log: RoomLog): void {
    for (const room of this.#idle.keys()) {
      if (this.#kept <= this.#bytes) return;
      this.#forget(room);
    }
    const before = log.bytes;
    log.shrink(this.#kept - this.#bytes);
    this.#kept += log.bytes - before;
  }

  #leaveIdle(room: string, log: RoomLog): void {
    this.#idle.delete(room);
    this.#idle.set(room, log);
    if (this.#idle.size <= this.#idleLogs) return;
    const [longest] = this.#idle.keys();
    if (longest !== undefined) this.#forget(longest);
  }

  #forget(room: string): void {
    this.#kept -= this.#idle.get(room)?.bytes ?? 0;
    this.#idle.delete(room);
  }
}

/** The order of UTF-8, in which UTF-16 would put the characters beyond the first 65,536 before some of the others. */
function compareCodePoints(one: string, other: string): number {
  const [a, b] = [[...one], [...other]];
  for (let at = 0; at < Math.min(a.length, b.length); at++) {
    const apart = (a[at]?.codePointAt(0) ?? 0) - (b[at]?.codePointAt(0) ?? 0);
    if (apart !== 0) return apart;
  }
  return a.length - b.length;
}

function receipt({ message, position }: Entry, duplicate: boolean): Receipt {
  return { id: message.id, at: message.at, position, duplicate };
}
