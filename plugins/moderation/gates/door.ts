import {
  type Awaitable,
  type ConnectRequest,
  type JoinRequest,
  type LoginRequest,
  type Refusal,
  type RenameRequest,
  refuse,
  type Session,
  sessionKey,
} from '../../../core/index.js';
import type { CourtParts } from '../court.js';
import { formatDuration } from '../durations.js';
import { EVERYWHERE, ranks } from '../roles.js';
import type { Head, Secret } from '../state/entries.js';
import { beginsAnew, isInvited, type RoomState } from '../state/room-state.js';
import { identityIn } from '../state/sanctions.js';
import type { Tries } from '../tries.js';
import { exile, muted } from './refusals.js';
import { privacyOf } from './sight.js';

const PASSWORD_MS = 10_000;

/** The room that a session is about to make: one at a time, as its commands are done. */
export const making = sessionKey<string | undefined>('moderation.making', () => undefined);

/** What the gates at the door need. */
export interface DoorParts extends CourtParts {
  readonly tries: Tries;
}

/** Puts up the gates for connections, names and rooms. */
export function guardDoor(parts: DoorParts): void {
  const { host } = parts;
  host.gate('connect', (request) => connecting(parts, request));
  // Another plugin may have to say first who it is.
  host.gate('login', (request, session) => loggingIn(parts, request, session), { phase: 'last' });
  host.gate('rename', (request, session) => renaming(parts, request, session));
  // Passwords may have to wait for one another.
  host.gate('join', (request, session) => joining(parts, request, session), { deadlineMs: PASSWORD_MS });
}

function connecting(parts: DoorParts, request: ConnectRequest): Awaitable<ConnectRequest | Refusal> {
  const { host, rooms } = parts;
  const address = request.info.remoteAddress;
  if (address === undefined) return request;
  const decide = (state: RoomState) => exile(state, { address }, ranks.member, host.clock.monotonic()) ?? request;
  const state = rooms.peek(EVERYWHERE);
  return state === undefined ? rooms.get(EVERYWHERE).then(decide) : decide(state);
}

/** Operators are not asked about: who it is, nobody knows yet. */
async function loggingIn(
  { rooms, host }: DoorParts,
  request: LoginRequest,
  { info }: Session,
): Promise<LoginRequest | Refusal> {
  const state = await rooms.get(EVERYWHERE);
  const identity = { user: request.account, nick: request.nick, address: info.remoteAddress };
  return exile(state, identity, ranks.member, host.clock.monotonic()) ?? request;
}

/** A nick that is banned cannot be taken by changing to it, and whoever is muted does not speak by changing theirs. */
async function renaming(
  { rooms, authority, host }: DoorParts,
  request: RenameRequest,
  session: Session,
): Promise<RenameRequest | Refusal> {
  const now = host.clock.monotonic();
  for (const room of [EVERYWHERE, ...placesOf(session)]) {
    const state = await rooms.get(room);
    const rank = authority.of(state, session);
    const mute = state.lists.mute.on(identityIn(state, session), rank, now);
    if (mute !== undefined) return muted(mute, room, now);
    const refusal = exile(state, { nick: request.nick }, rank, now);
    if (refusal !== undefined) return refusal;
  }
  return request;
}

async function joining(parts: DoorParts, request: JoinRequest, session: Session): Promise<JoinRequest | Refusal> {
  const { rooms, settings, authority, host } = parts;
  const { creates, password } = request;
  session.set(making, undefined);
  const everywhere = await rooms.get(EVERYWHERE);
  const state = await rooms.get(request.room);
  const now = host.clock.monotonic();
  const rank = authority.of(state, session);
  const refusal =
    exile(everywhere, identityIn(everywhere, session), rank, now) ??
    exile(state, identityIn(state, session), rank, now);
  if (refusal !== undefined) return refusal;
  const isNew = creates && beginsAnew(state, settings, now);
  const mayEnter = isNew || rank > ranks.member || isInvited(state, session.user?.id, now);
  const locked = mayEnter ? undefined : await lockedOut(parts, state.head, password, session);
  if (locked !== undefined) return locked;
  // Until they are in it they make nothing: they may be kept out by others yet.
  if (isNew || (creates && state.head?.owner === undefined)) session.set(making, request.room);
  return { ...request, privacy: isNew ? 'public' : privacyOf(state) };
}

/** The refusal of somebody for whom a room is locked. */
async function lockedOut(
  parts: DoorParts,
  head: Head | undefined,
  password: string | undefined,
  session: Session,
): Promise<Refusal | undefined> {
  const { access = 'open', secret } = head ?? {};
  if (access === 'open' || access === 'newcomers') return undefined;
  if (access === 'invite') return refuse('ROOM_INVITE_ONLY', 'One has to be invited to that room.');
  return passwordRefusal(parts, secret, password, session);
}

async function passwordRefusal(
  { tries, passwords }: DoorParts,
  secret: Secret | undefined,
  password: string | undefined,
  session: Session,
): Promise<Refusal | undefined> {
  if (password === undefined || secret === undefined) {
    return refuse('ROOM_PASSWORD', 'That room has a password: /join ROOM PASSWORD.');
  }
  const wait = tries.begin(session);
  if (wait !== undefined) {
    return refuse('ROOM_PASSWORD_TRIES', `Too many wrong passwords. Try again in ${formatDuration(wait)}.`, {
      retryMs: wait,
    });
  }
  const fits = await passwords.fits(secret, password);
  if (fits === false) return refuse('ROOM_PASSWORD', 'That is not the password of the room.');
  tries.succeed(session);
  return fits === undefined
    ? refuse('ROOM_PASSWORD_BUSY', 'Too many passwords are being looked at. Try again.')
    : undefined;
}

/** The rooms that any of a user's sessions is in. */
function placesOf({ user }: Session): ReadonlySet<string> {
  const rooms = [...(user?.sessions ?? [])].flatMap((session) => session.rooms);
  return new Set(rooms.filter((room) => !room.startsWith('@')));
}
