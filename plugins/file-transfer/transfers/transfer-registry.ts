import { type Refusal, refuse, type Session, sessionKey } from '../../../core/index.js';
import { quotaNetwork } from '../address.js';
import type { Settings } from '../options.js';
import type { Incoming } from './incoming.js';
import type { Outgoing } from './outgoing.js';
import { type AbortReason, abortReason, type Transfer } from './transfer.js';

/** Transfers that have just ended, of which a client may still send parts. */
const LATE = 64;
/** A transfer that is slower, on average, takes the place of others for too long. */
const LEAST_BYTES_PER_SECOND = 512;
/** Close the connection after this many consecutive rejected chunks. Chunks bypass flood control. */
const USELESS = 4_096;

/** The transfers of one session's connection. */
export class SessionTransfers {
  readonly session: Session;
  readonly #incoming = new Map<string, Incoming>();
  readonly #outgoing = new Map<string, Outgoing>();
  readonly #late = new Set<string>();
  /** How far transfers were when it was last looked whether they are fast enough. */
  readonly #watched = new WeakMap<Transfer, { readonly at: number; readonly moved: number }>();
  #opening = 0;
  #useless = 0;
  #life = 0;

  constructor(session: Session) {
    this.session = session;
  }

  /** How many transfers there are, those that are being begun among them. */
  get size(): number {
    return this.#incoming.size + this.#outgoing.size + this.#opening;
  }

  /** Increases with each lost connection: work begun under an earlier number is stale. */
  get generation(): number {
    return this.#life;
  }

  /** Keeps a place for a transfer that is being begun, until the returned function is called. */
  reserve(): () => void {
    this.#opening++;
    return () => {
      this.#opening--;
    };
  }

  receive(incoming: Incoming): void {
    this.#incoming.set(incoming.id, incoming);
  }

  send(outgoing: Outgoing): void {
    this.#outgoing.set(outgoing.id, outgoing);
  }

  incoming(id: string): Incoming | undefined {
    return this.#incoming.get(id);
  }

  outgoing(id: string): Outgoing | undefined {
    return this.#outgoing.get(id);
  }

  /** Whether a transfer has been here a moment ago: its late parts are no mistake. */
  hasEnded(id: string): boolean {
    return this.#late.has(id);
  }

  /** Removes a transfer. @param why Sent to the client. Default: nothing is sent. */
  end(id: string, why?: AbortReason): void {
    if (!this.#incoming.delete(id) && !this.#outgoing.delete(id)) return;
    this.#late.add(id);
    for (const oldest of this.#late) {
      if (this.#late.size <= LATE) break;
      this.#late.delete(oldest);
    }
    if (why !== undefined) this.session.send({ type: 'file.abort', transfer: id, ...why });
  }

  /** Lets go of a transfer and forgets it. @param why As for {@link end}. */
  drop(id: string, why?: AbortReason): void {
    (this.#incoming.get(id) ?? this.#outgoing.get(id))?.drop();
    this.end(id, why);
  }

  /** Lets go of all transfers. @param why As for {@link end}. */
  clear(why?: AbortReason): void {
    this.#life++;
    for (const { id } of this.#all()) this.drop(id, why);
    this.#late.clear();
    this.#useless = 0;
  }

  /** Ends what has not moved for some time, or has moved less than 512 bytes per second in it. @param ms How long that is. */
  expire(now: number, ms: number, why: AbortReason): void {
    for (const transfer of this.#all()) {
      const { id, movedAt, moved } = transfer;
      const since = this.#watched.get(transfer) ?? { at: now, moved };
      const isSlow = now - since.at >= ms && moved - since.moved < (ms * LEAST_BYTES_PER_SECOND) / 1_000;
      if (movedAt < now - ms || isSlow) this.drop(id, why);
      else this.#watched.set(transfer, now - since.at >= ms ? { at: now, moved } : since);
    }
  }

  /** A part of a file was of use. */
  accepted(): void {
    this.#useless = 0;
  }

  /** A part of a file was of no use; too many in a row end the connection. */
  rejected(): void {
    this.#useless++;
    if (this.#useless !== USELESS) return;
    this.session.close({ code: 'FILE_USELESS', text: 'Too many rejected file chunks.' });
  }

  /** What is said of a transfer that is not here: nothing where it has just ended. */
  missing(id: string): Refusal | undefined {
    this.rejected();
    return this.hasEnded(id) ? undefined : refuse('FILE_UNKNOWN', 'There is no such transfer.', { transfer: id });
  }

  #all(): readonly Transfer[] {
    return [...this.#incoming.values(), ...this.#outgoing.values()];
  }
}

/** All entries. */
export interface TransferRegistry {
  /** A session's. */
  of(session: Session): SessionTransfers;
  /** Reserves a slot for one more transfer of a session until the returned function is called. */
  reserve(session: Session): (() => void) | Refusal;
  /** Ends the transfers of a session whose connection was lost or replaced. */
  leave(session: Session): void;
  /** Ends what stands still. */
  expire(now: number): void;
  /** Ends everything. */
  close(why: AbortReason): void;
}

/** Where transfers are counted. @param settings How many there may be. */
export function createTransferRegistry(settings: Settings): TransferRegistry {
  const { sessionTransfers, userTransfers, networkTransfers, transfers, stallMs } = settings;
  // One key per registry: a reloaded plugin starts without transfers.
  const key = sessionKey<SessionTransfers | undefined>('file-transfer.transfers', () => undefined);
  const entries = new Set<SessionTransfers>();

  function entryOf(session: Session): SessionTransfers {
    let entry = session.get(key);
    if (entry === undefined) {
      entry = new SessionTransfers(session);
      session.set(key, entry);
    }
    entries.add(entry);
    return entry;
  }

  function tooMany(whose: string, limit: number): Refusal {
    return refuse('FILE_BUSY', `There are ${limit} transfers under way. Wait until one of them has ended.`, {
      whose,
      limit,
    });
  }

  return {
    of: entryOf,
    reserve(session) {
      const entry = entryOf(session);
      if (entry.size >= sessionTransfers) return tooMany('session', sessionTransfers);
      const sessions = [...(session.user?.sessions ?? [session])];
      if (sizeOf(sessions.map((other) => other.get(key))) >= userTransfers) return tooMany('user', userTransfers);
      const network = quotaNetwork(session.info.remoteAddress);
      if (network !== undefined) {
        const busy = [...entries].filter(({ size }) => size > 0);
        const there = busy.filter((other) => quotaNetwork(other.session.info.remoteAddress) === network);
        if (sizeOf(there) >= networkTransfers) return tooMany('network', networkTransfers);
      }
      if (sizeOf(entries) >= transfers) return tooMany('all', transfers);
      return entry.reserve();
    },
    leave(session) {
      const entry = session.get(key);
      if (entry === undefined) return;
      entry.clear();
      entries.delete(entry);
    },
    expire(now) {
      for (const entry of entries) entry.expire(now, stallMs, abortReason('FILE_STALLED'));
    },
    close(why) {
      for (const entry of entries) entry.clear(why);
      entries.clear();
    },
  };
}

function sizeOf(entries: Iterable<SessionTransfers | undefined>): number {
  let size = 0;
  for (const entry of entries) size += entry?.size ?? 0;
  return size;
}
