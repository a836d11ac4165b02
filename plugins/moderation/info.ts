import { isJsonObject, type Json, type JsonObject, type Session } from '../../core/index.js';
import { topicAsJson } from './acts/topic.js';
import type { CourtParts } from './court.js';
import { formatDuration } from './durations.js';
import { knows, privacyOf } from './gates/sight.js';
import { type Rank, type RankName, ranks } from './roles.js';
import { type RoomState, standing } from './state/room-state.js';

const roleOf: Readonly<Record<Rank, RankName>> = { 0: 'member', 1: 'moderator', 2: 'owner', 3: 'operator' };

/**
 * Returns what a session may know of a room: those who are in it or could come in, everything; others that it has a password. A room by
 * invitation is to them like one that does not exist.
 */
export function readRoom(parts: CourtParts, room: string, session: Session): Promise<JsonObject> {
  const { rooms, authority } = parts;
  // In the room's turn: whoever has just made it is told that it is theirs.
  return rooms.act(room, async (state) => {
    const { head } = state;
    const rank = authority.of(state, session);
    const access = head?.access ?? 'open';
    if (knows(parts, state, session)) return { room, access, role: roleOf[rank], ...detailsOf(parts, state) };
    if (privacyOf(state) === 'locked') return { room, access, role: roleOf[rank] };
    return { room, ...emptyInfo };
  });
}

/** What is said of a room that does not exist, or must not be seen. */
const emptyInfo = { access: 'open', role: 'member', members: 0, slow: 0, moderators: [] };

function detailsOf({ host }: CourtParts, state: RoomState): JsonObject {
  const { room, head, lists } = state;
  const { owner, topic, slow = 0, access, waitMs } = head ?? {};
  const moderators = [...lists.role.values()].filter(({ user }) => standing(state, user) === ranks.moderator);
  return {
    members: host.chat.members(room).length,
    slow,
    ...(access === 'newcomers' && waitMs !== undefined ? { minutes: waitMs / 60_000 } : {}),
    ...(topic === undefined || topic.text === '' ? {} : topicAsJson(topic)),
    ...(owner === undefined ? {} : { owner: { id: owner.id, nick: owner.nick } }),
    moderators: moderators.map(({ user, nick }) => ({ id: user, nick })),
  };
}

const accesses: Readonly<Record<string, string>> = {
  open: 'Everybody may come in.',
  invite: 'One has to be invited.',
  password: 'It has a password.',
  newcomers: 'Newcomers wait before they may speak.',
};

const roles: Readonly<Record<string, string>> = {
  member: 'a member',
  moderator: 'a moderator',
  owner: 'the owner',
  operator: 'an operator',
};

/** What somebody may know of a room, for people. */
export function describeRoom({ room, access, topic, owner, moderators, slow, role }: JsonObject): string {
  const names = nicksIn(moderators);
  const lines = [
    `#${String(room)}: ${typeof topic === 'string' ? topic : 'no topic'}`,
    accesses[String(access)] ?? '',
    ...(isJsonObject(owner) ? [`Its owner is ${String(owner.nick)}.`] : []),
    ...(names === '' ? [] : [`Moderators: ${names}.`]),
    ...(typeof slow === 'number' && slow > 0 ? [`Slow mode: one message in ${formatDuration(slow * 1_000)}.`] : []),
    `You are ${roles[String(role)] ?? 'nobody'} here.`,
  ];
  return lines.join('\n');
}

function nicksIn(people: Json | undefined): string {
  const rows = (Array.isArray(people) ? people : []).filter(isJsonObject);
  return rows.map(({ nick }) => String(nick)).join(', ');
}
