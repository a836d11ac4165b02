import type { Awaitable, Refusal, RoomPrivacy, SeeRequest, Session } from '../../../core/index.js';
import type { CourtParts } from '../court.js';
import { EVERYWHERE, ranks } from '../roles.js';
import type { Access } from '../state/entries.js';
import { isInvited, type RoomState } from '../state/room-state.js';
import { identityIn } from '../state/sanctions.js';

/** Who may see a room from outside, by who may come in. */
const privacies: Readonly<Record<Access, RoomPrivacy>> = {
  open: 'public',
  newcomers: 'public',
  password: 'locked',
  invite: 'hidden',
};

/** Returns who may see a room from outside. */
export function privacyOf({ head }: Pick<RoomState, 'head'>): RoomPrivacy {
  return privacies[head?.access ?? 'open'];
}

/** Puts up the gate for rooms that are not public: those who run them, invited users and operators see them. */
export function guardSight(parts: CourtParts): void {
  const { host, rooms } = parts;
  host.gate('see', (request, session): Awaitable<SeeRequest | Refusal> => {
    const everywhere = rooms.peek(EVERYWHERE);
    const here = rooms.peek(request.room);
    if (everywhere !== undefined && here !== undefined) return seen(parts, request, session, [everywhere, here]);
    return Promise.all([rooms.get(EVERYWHERE), rooms.get(request.room)]).then((states) =>
      seen(parts, request, session, states),
    );
  });
}

function seen(
  { authority, host }: CourtParts,
  request: SeeRequest,
  session: Session,
  [everywhere, here]: readonly [RoomState, RoomState],
): SeeRequest {
  const rank = authority.of(here, session);
  if (rank === ranks.operator) return { ...request, sees: 'all' };
  const now = host.clock.monotonic();
  const isBanned = [everywhere, here].some(
    (state) => state.lists.ban.on(identityIn(state, session), rank, now) !== undefined,
  );
  if (isBanned) return request;
  return rank > ranks.member || isInvited(here, session.user?.id, now) ? { ...request, sees: 'all' } : request;
}

/** Whether a session may know how a room is run. */
export function knows(parts: CourtParts, state: RoomState, session: Session): boolean {
  if (privacyOf(state) === 'public' || session.rooms.includes(state.room)) return true;
  const everywhere = parts.rooms.peek(EVERYWHERE) ?? state;
  return seen(parts, { room: state.room, sees: 'nothing' }, session, [everywhere, state]).sees === 'all';
}

/** Sets the privacy of the rooms that were open before the plugin came. */
export async function markOpenRooms({ host, rooms }: CourtParts): Promise<void> {
  try {
    for (const { room } of host.chat.rooms()) host.chat.setPrivacy(room, privacyOf(await rooms.get(room)));
  } catch (error) {
    host.log.error({ error }, 'rooms that are locked may be seen by others until the next lock');
  }
}
