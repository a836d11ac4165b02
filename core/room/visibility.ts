import type { Awaitable } from '../awaitable.js';
import { isPromise } from '../awaitable.js';
import { Refusal } from '../message/refusal.js';
import type { GateRunner } from '../plugin/gate-runner.js';
import type { SeeRequest } from '../plugin/gates.js';
import type { LiveSession } from '../session/live-session.js';
import type { Room } from './room.js';

/** What a session may know of a room: all of it, that it is there, or nothing. */
export type RoomFilter = SeeRequest['sees'];

/**
 * Finds out what a session may know of a room. Members see all of it and so does every client of a public room, without a gate
 * being asked. A gate that fails or refuses shows nothing.
 */
export function roomFilterFor(gates: GateRunner, room: Room, session: LiveSession): Awaitable<RoomFilter> {
  if (room.privacy === 'public' || session.memberships.has(room.name)) return 'all';
  const request: SeeRequest = { room: room.name, sees: room.privacy === 'locked' ? 'name' : 'nothing' };
  const decided = gates.run('see', request, session);
  return isPromise(decided) ? decided.then(filterIn) : filterIn(decided);
}

const filterIn = (decided: SeeRequest | Refusal): RoomFilter => (decided instanceof Refusal ? 'nothing' : decided.sees);
