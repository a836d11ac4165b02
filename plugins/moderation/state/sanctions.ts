import { nameKeys, type Session } from '../../../core/index.js';
import { addressMatcher } from '../address.js';
import { firstSeen } from '../first-seen.js';
import { ranks } from '../roles.js';
import type { Sanction } from './entries.js';

/** What a sanction knows somebody by. */
export interface Identity {
  /** The user's id: that of an account, or a guest's. */
  readonly user: string | undefined;
  readonly nick: string | undefined;
  /** The peer's address, on wires that have one. */
  readonly address: string | undefined;
  /** The serial of a guest by when they were first seen; absent: their network says nothing about them. */
  readonly guestSerial?: number | undefined;
}

/** What a session is known by. */
export function identityOf(session: Session): Identity {
  const { user, info } = session;
  const guestSerial = user === undefined || user.account !== undefined ? undefined : session.get(firstSeen).serial;
  return { user: user?.id, nick: user?.nick, address: info.remoteAddress, guestSerial };
}

/** What a session is known by in a room: of a guest who was allowed to speak there, the network says nothing. */
export function identityIn({ lists }: { readonly lists: AllowList }, session: Session): Identity {
  const identity = identityOf(session);
  const isAllowed = identity.user !== undefined && lists.allow.has(identity.user);
  return isAllowed ? { ...identity, guestSerial: undefined } : identity;
}

/** Whom a room has allowed to speak. */
interface AllowList {
  readonly allow: { has(user: string): boolean };
}

interface Placed {
  readonly sanction: Sanction;
  readonly matches: ((address: string) => boolean) | undefined;
}

/**
 * The bans or the mutes of a room. Finding out that somebody has none costs two look-ups and, where there are sanctions
 * of networks, one comparison with each of them: every message asks.
 */
export class Sanctions {
  readonly #byId = new Map<string, Placed>();
  readonly #byUser = new Map<string, Set<Placed>>();
  /** By each of the keys of their nick, so that a nick that looks the same is found as well. */
  readonly #byNick = new Map<string, Set<Placed>>();
  readonly #byNet = new Set<Placed>();

  get size(): number {
    return this.#byId.size;
  }

  /** In the order in which they came. */
  values(): readonly Sanction[] {
    return [...this.#byId.values()].map(({ sanction }) => sanction);
  }

  set(id: string, sanction: Sanction): void {
    this.delete(id);
    const { user, nick, nets } = sanction;
    const placed = { sanction, matches: nets === undefined ? undefined : addressMatcher(nets) };
    this.#byId.set(id, placed);
    if (user !== undefined) add(this.#byUser, user, placed);
    if (nick !== undefined) for (const key of nameKeys(nick)) add(this.#byNick, key, placed);
    if (nets !== undefined) this.#byNet.add(placed);
  }

  delete(id: string): void {
    const placed = this.#byId.get(id);
    if (placed === undefined) return;
    this.#byId.delete(id);
    remove(this.#byUser, placed.sanction.user, placed);
    for (const key of nameKeys(placed.sanction.nick ?? '')) remove(this.#byNick, key, placed);
    this.#byNet.delete(placed);
  }

  /** The sanction in force that weighs most: of the highest rank, then the one that lasts longest. */
  find({ user, nick, address, guestSerial }: Identity, now: number): Sanction | undefined {
    if (this.#byId.size === 0) return undefined;
    let found: Sanction | undefined;
    const weigh = ({ sanction }: Placed) => {
      if (isOver(sanction, now)) return;
      if (found === undefined || weighsMore(sanction, found)) found = sanction;
    };
    if (user !== undefined) for (const placed of this.#byUser.get(user) ?? []) weigh(placed);
    if (nick !== undefined && this.#byNick.size > 0) {
      for (const key of nameKeys(nick)) for (const placed of this.#byNick.get(key) ?? []) weigh(placed);
    }
    if (address !== undefined) {
      for (const placed of this.#byNet) {
        if (isMeant(placed.sanction, guestSerial) && placed.matches?.(address)) weigh(placed);
      }
    }
    return found;
  }

  /** The sanction that somebody of such a rank is under. */
  on(identity: Identity, rank: number, now: number): Sanction | undefined {
    // Who was made a moderator is known: their network says nothing about them.
    const found = this.find(rank > ranks.member ? { ...identity, guestSerial: undefined } : identity, now);
    return found !== undefined && rank < found.rank ? found : undefined;
  }
}

/** Whether something that may last has ended. @param now By the monotonic clock. */
export function isOver({ endsAt }: { readonly endsAt?: number | undefined }, now: number): boolean {
  return endsAt !== undefined && endsAt <= now;
}

/** Whether a sanction's networks are about a guest of a serial, or about a user who has none. */
function isMeant({ newGuests, lastSerial = 0 }: Sanction, guestSerial: number | undefined): boolean {
  return newGuests !== true || (guestSerial !== undefined && guestSerial > lastSerial);
}

function weighsMore(one: Sanction, other: Sanction): boolean {
  if (one.rank !== other.rank) return one.rank > other.rank;
  return (one.endsAt ?? Number.POSITIVE_INFINITY) > (other.endsAt ?? Number.POSITIVE_INFINITY);
}

function add(index: Map<string, Set<Placed>>, key: string, placed: Placed): void {
  const others = index.get(key);
  if (others === undefined) index.set(key, new Set([placed]));
  else others.add(placed);
}

function remove(index: Map<string, Set<Placed>>, key: string | undefined, placed: Placed): void {
  if (key === undefined) return;
  const others = index.get(key);
  others?.delete(placed);
  if (others?.size === 0) index.delete(key);
}
