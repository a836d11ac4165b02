import type { Author, Session, User } from '../../core/index.js';
import { inherit } from './acts/role.js';
import { expel } from './acts/sanction.js';
import { tellTopic } from './acts/topic.js';
import type { CourtParts } from './court.js';
import { making } from './gates/door.js';
import { EVERYWHERE } from './roles.js';
import type { Head, Owner } from './state/entries.js';
import { HEADS } from './state/keys.js';
import { beginsAnew, emptyState, isForsaken, type RoomState } from './state/room-state.js';
import { identityIn } from './state/sanctions.js';

/** How often it is looked for rooms whose owner is gone for good. */
const WATCH_MS = 60_000;
/** How often everything that is kept is looked through. */
const SWEEP_MS = 3_600_000;
const PAGE = 200;

/** Follows who comes and goes: who owns a room, who must not be in one after all, and what is not worth being kept. */
export function followPresence(parts: CourtParts): void {
  const { host } = parts;
  host.on('login', (session) => checkEverywhere(parts, session));
  host.on('joined', (session, room) => arrived(parts, session, room));
  host.on('resumed', (session) => returned(parts, session));
  let draining = false;
  host.on('draining', () => {
    draining = true;
  });
  // Whoever is sent away since the hub stops has not left: the rooms are theirs when they are back.
  host.on('left', (session, room) => (draining ? undefined : departed(parts, session, room)));
  host.every(WATCH_MS, () => watch(parts));
  host.every(SWEEP_MS, () => sweep(parts));
}

/** A guest's id is known once they are logged in; and somebody may have been banned while they did. */
async function checkEverywhere(parts: CourtParts, session: Session): Promise<void> {
  const { rooms } = parts;
  stays(parts, rooms.peek(EVERYWHERE) ?? (await rooms.get(EVERYWHERE)), session);
}

async function arrived(parts: CourtParts, session: Session, room: string): Promise<void> {
  const { rooms, host } = parts;
  const isMaker = session.get(making) === room;
  session.set(making, undefined);
  const state = rooms.peek(room) ?? (await rooms.get(room));
  if (!stays(parts, state, session)) return;
  const isOwner = state.head?.owner !== undefined && state.head.owner.id === session.user?.id;
  if (isMaker || isOwner) await rooms.act(room, (now) => settle(parts, now, session, isMaker));
  const { topic } = state.head ?? {};
  if (topic === undefined || topic.text === '') return;
  // After the reply, which says that they are in.
  host.clock.afterTick(() => session.rooms.includes(room) && tellTopic(session, room, topic));
}

/** Somebody may have been banned while they came in, or come back from somewhere that is: then they are out again. */
function stays({ host, authority }: CourtParts, state: RoomState, session: Session): boolean {
  const now = host.clock.monotonic();
  const identity = identityIn(state, session);
  // Who stands how high is looked up only where there is something against them.
  if (state.lists.ban.find(identity, now) === undefined) return true;
  const ban = state.lists.ban.on(identity, authority.of(state, session), now);
  if (ban === undefined) return true;
  expel({ host, state }, session, 'BANNED', `banned by ${ban.by.nick}`);
  return false;
}

/** Makes whoever has made a room its owner; an owner who is back has not left. */
async function settle(parts: CourtParts, state: RoomState, session: Session, isMaker: boolean): Promise<void> {
  const { records, settings, host } = parts;
  const { user, rooms } = session;
  if (user === undefined || !rooms.includes(state.room)) return;
  if (isMaker && state.head !== undefined && beginsAnew(state, settings, host.clock.monotonic()))
    await records.forget(state);
  const { owner, left } = state.head ?? {};
  const makes = isMaker && owner === undefined && settings.firstOwns && !settings.publicRooms.has(state.room);
  const now = ownerFrom(user);
  const isNews = owner?.id === now.id && (left !== undefined || owner.nick !== now.nick || owner.guest !== now.guest);
  if (makes || isNews) await records.head(state, { owner: now, left: undefined });
}

function ownerFrom({ id, nick, account }: User): Owner {
  return { id, nick, guest: account === undefined };
}

/** A session has come back, perhaps from elsewhere; what was signalled meanwhile it has missed. */
async function returned(parts: CourtParts, session: Session): Promise<void> {
  await checkEverywhere(parts, session);
  for (const room of session.rooms) {
    if (room.startsWith('@')) continue;
    const state = parts.rooms.peek(room) ?? (await parts.rooms.get(room));
    const { topic } = state.head ?? {};
    if (stays(parts, state, session) && topic !== undefined) tellTopic(session, room, topic);
  }
}

/** Notes when an owner has left with the last of their sessions. */
async function departed(parts: CourtParts, { user }: Session, room: string): Promise<void> {
  const { rooms, records, host } = parts;
  const known = rooms.peek(room) ?? (await rooms.get(room));
  if (user === undefined || known.head?.owner?.id !== user.id) return;
  await rooms.act(room, async (state) => {
    if (state.head?.owner?.id === user.id && !isHere(parts, room, user.id)) {
      await records.head(state, { left: host.clock.now() });
    }
  });
}

/** Gives rooms whose owner has been gone for too long to somebody who is there. */
async function watch(parts: CourtParts): Promise<void> {
  const { rooms, settings, host } = parts;
  for (const known of [...rooms.known()]) {
    if (!isForsaken(known, settings, host.clock.monotonic())) continue;
    await rooms.act(known.room, async (state) => {
      const heir = isForsaken(state, settings, host.clock.monotonic()) ? heirOf(parts, state) : undefined;
      if (heir !== undefined) await inherit(parts, state, heir);
    });
  }
}

/**
 * A moderator who is there, else, where rooms belong to people without anybody's doing, whoever has been there longest. Nobody
 * who is muted: they would be free of it. `undefined`: nobody is there.
 */
function heirOf({ host, settings }: CourtParts, { room, lists }: RoomState): Owner | undefined {
  const isMuted = ({ id, nick }: Author) =>
    lists.mute.find({ user: id, nick, address: undefined }, host.clock.monotonic()) !== undefined;
  const here = host.chat.members(room).filter((member) => !isMuted(member));
  const heir = here.find(({ id }) => lists.role.has(id)) ?? (settings.firstOwns ? here[0] : undefined);
  const user = heir && host.chat.user(heir.nick);
  return user && ownerFrom(user);
}

/** Forgets rooms in which nobody is and that begin anew anyway, and notes which owners did not come back after a restart. */
async function sweep(parts: CourtParts): Promise<void> {
  const { rooms, records, host, settings } = parts;
  let after: string | undefined;
  for (let more = true; more; ) {
    const page = await host.store.list({ prefix: HEADS, limit: PAGE, ...(after === undefined ? {} : { after }) });
    for (const { value } of page) {
      const head = value as unknown as Head;
      const { room, owner, left } = head;
      if (room === EVERYWHERE) continue;
      const isMissed = owner !== undefined && left === undefined && !isHere(parts, room, owner.id);
      // Its lists are left out here: where they count, they are looked at before anything is done.
      const mayGo =
        isEmpty(parts, room) &&
        beginsAnew({ ...emptyState(room), head, leftAt: records.awaySince(head) }, settings, host.clock.monotonic());
      if (isMissed || mayGo) await rooms.act(room, (state) => lookAfter(parts, state));
    }
    after = page.at(-1)?.key;
    more = page.length === PAGE;
  }
}

async function lookAfter(parts: CourtParts, state: RoomState): Promise<void> {
  const { records, settings, host } = parts;
  const { owner, left } = state.head ?? {};
  if (isEmpty(parts, state.room) && beginsAnew(state, settings, host.clock.monotonic())) await records.forget(state);
  else if (owner !== undefined && left === undefined && !isHere(parts, state.room, owner.id)) {
    await records.head(state, { left: host.clock.now() });
  }
}

function isEmpty({ host }: CourtParts, room: string): boolean {
  return host.chat.members(room).length === 0;
}

function isHere({ host }: CourtParts, room: string, user: string): boolean {
  return host.chat.members(room).some(({ id }) => id === user);
}
