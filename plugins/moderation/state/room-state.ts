import { type Rank, ranks } from '../roles.js';
import type { Appointment, Head, Invitation, Lists, Permission } from './entries.js';
import { isOver, Sanctions } from './sanctions.js';

/** A list of a room, by its entries' ids. */
export interface EntryList<T> {
  readonly size: number;
  set(id: string, entry: T): unknown;
  delete(id: string): unknown;
  values(): Iterable<T>;
}

/** What is known of one room. Changed only by {@link Records}, once it is kept. */
export interface RoomState {
  /** The folded name, or `*` for everywhere. */
  readonly room: string;
  /** `undefined`: nothing is kept of it. */
  head: Head | undefined;
  /** When the owner was seen to leave, by the monotonic clock; `undefined` as `left` of the head. */
  leftAt: number | undefined;
  readonly lists: {
    readonly ban: Sanctions;
    readonly mute: Sanctions;
    /** Moderators, by user. */
    readonly role: Map<string, Appointment>;
    /** By user. */
    readonly invite: Map<string, Invitation>;
    /** Guests who may speak where newcomers wait, by user. */
    readonly allow: Map<string, Permission>;
  };
}

/** One of a room's lists. */
export function listOf<K extends keyof Lists>(state: RoomState, list: K): EntryList<Lists[K]> {
  const lists: { readonly [L in keyof Lists]: EntryList<Lists[L]> } = state.lists;
  return lists[list];
}

/** A room of which nothing is kept. */
export function emptyState(room: string): RoomState {
  return {
    room,
    head: undefined,
    leftAt: undefined,
    lists: { ban: new Sanctions(), mute: new Sanctions(), role: new Map(), invite: new Map(), allow: new Map() },
  };
}

/** What somebody is in a room, by their id. */
export function standing({ head, lists }: RoomState, user: string | undefined): Rank {
  if (user === undefined) return ranks.member;
  if (head?.owner?.id === user) return ranks.owner;
  return lists.role.has(user) ? ranks.moderator : ranks.member;
}

/** Whether somebody has been invited, and may still come. */
export function isInvited({ lists }: RoomState, user: string | undefined, now: number): boolean {
  const invitation = user === undefined ? undefined : lists.invite.get(user);
  return invitation !== undefined && !isOver(invitation, now);
}

/** Whether a room is a guest's who left it too long ago to be waited for. */
export function isForsaken({ head, leftAt }: RoomState, { awayMs }: { readonly awayMs: number }, now: number): boolean {
  return head?.owner?.guest === true && leftAt !== undefined && leftAt + awayMs <= now;
}

/** Whether a room in which nobody is begins anew with whoever comes in: nothing of it is worth being kept. */
export function beginsAnew(state: RoomState, settings: { readonly awayMs: number }, now: number): boolean {
  const { head } = state;
  if (head === undefined || isForsaken(state, settings, now)) return true;
  // An owner who has not been seen to leave is waited for: the hub was restarted, and they are about to come back.
  return isBare(state, now) && (head.owner === undefined || head.left !== undefined);
}

/** Whether there is nothing about a room but its owner. */
function isBare({ head, lists }: RoomState, now: number): boolean {
  if (head === undefined) return true;
  const { topic, slow, access } = head;
  if (slow > 0 || access !== 'open' || (topic !== undefined && topic.text !== '')) return false;
  if (lists.role.size > 0 || lists.allow.size > 0) return false;
  return [lists.ban, lists.mute, lists.invite].every((list) => [...list.values()].every((entry) => isOver(entry, now)));
}
