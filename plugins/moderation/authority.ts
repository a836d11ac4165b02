import { type PluginHost, type Refusal, refuse, type Session } from '../../core/index.js';
import { absentOperator } from './operator.js';
import type { Settings } from './options.js';
import { EVERYWHERE, needs, type Rank, type RankName, ranks } from './roles.js';
import { type RoomState, standing } from './state/room-state.js';
import { identityOf, type Sanctions } from './state/sanctions.js';

/** Who stands how high. */
export interface Authority {
  /** How high a session stands in a room: whoever is banned or muted there no higher than anybody. @throws what `operators` throws. */
  of(state: RoomState, session: Session): Rank;
  /** How high a user stands in a room, whether they are here or not. @throws what `operators` throws. */
  ofUser(state: RoomState, user: string): Rank;
  /** Whether a session may do something to a room, or the refusal. @throws what `operators` throws. */
  allows(state: RoomState, session: Session, what: keyof typeof needs): Refusal | undefined;
}

const whose: Readonly<Record<RankName, (room: string) => string>> = {
  member: () => 'Everybody',
  moderator: (room) => `Only moderators of #${room}`,
  owner: (room) => `Only the owner of #${room}`,
  operator: () => 'Only operators',
};

/** Finds out who stands how high. */
export function createAuthority({ chat, clock }: Pick<PluginHost, 'chat' | 'clock'>, settings: Settings): Authority {
  const { operators } = settings;

  function of(state: RoomState, session: Session): Rank {
    if (session === absentOperator || operators(session)) return ranks.operator;
    const rank = standing(state, session.user?.id);
    if (rank === ranks.member) return rank;
    const identity = identityOf(session);
    const { ban, mute } = state.lists;
    const isUnder = (list: Sanctions) => list.on(identity, rank, clock.monotonic()) !== undefined;
    return isUnder(ban) || isUnder(mute) ? ranks.member : rank;
  }

  return {
    of,
    ofUser(state, user) {
      const isOperator = chat.sessions().some((session) => session.user?.id === user && operators(session));
      return isOperator ? ranks.operator : standing(state, user);
    },
    allows(state, session, what) {
      const needed = state.room === EVERYWHERE ? 'operator' : needs[what];
      if (of(state, session) >= ranks[needed]) return undefined;
      return forbidden(state.room, needed);
    },
  };
}

/** The refusal of what only others may do. */
export function forbidden(room: string, needed: RankName): Refusal {
  return refuse('MODERATION_FORBIDDEN', `${whose[needed](room)} may do that.`, { needs: needed });
}
