import { type ErrorDetails, type Refusal, refuse } from '../../../core/index.js';
import { because, forHowLong } from '../lines.js';
import { EVERYWHERE, type Rank } from '../roles.js';
import type { Sanction } from '../state/entries.js';
import type { RoomState } from '../state/room-state.js';
import type { Identity } from '../state/sanctions.js';

/**
 * What somebody who is banned is told; `undefined`: they are not. Whoever has nothing but the nick of somebody who is banned
 * may choose another.
 */
export function exile(
  { room, lists }: RoomState,
  identity: Partial<Identity>,
  rank: Rank,
  now: number,
): Refusal | undefined {
  const { user, nick, address, guestSerial } = identity;
  const ban = lists.ban.on({ user, nick: undefined, address, guestSerial }, rank, now);
  if (ban !== undefined) {
    const where = room === EVERYWHERE ? '' : ` from #${room}`;
    return refuse('MODERATION_BANNED', `You are banned${where}${tail(ban, now)}`, detailsOf(ban, room));
  }
  const nickBan = lists.ban.on({ user: undefined, nick, address: undefined }, rank, now);
  if (nickBan === undefined) return undefined;
  const where = room === EVERYWHERE ? 'here' : `in #${room}`;
  return refuse(
    'MODERATION_NICK',
    `The nick ${nick} is banned ${where}${tail(nickBan, now)}`,
    detailsOf(nickBan, room),
  );
}

/** What somebody who is muted is told. @param room `*`: everywhere. */
export function muted(sanction: Sanction, room: string, now: number): Refusal {
  const where = room === EVERYWHERE ? '' : ` in #${room}`;
  return refuse('MODERATION_MUTED', `You are muted${where}${tail(sanction, now)}`, detailsOf(sanction, room));
}

function tail({ endsAt, reason }: Sanction, now: number): string {
  return `${forHowLong(endsAt === undefined ? undefined : endsAt - now)}${because(reason)}${reason === undefined ? '.' : ''}`;
}

function detailsOf({ until, reason }: Sanction, room: string): ErrorDetails {
  return { room, ...(until === undefined ? {} : { until }), ...(reason === undefined ? {} : { reason }) };
}
