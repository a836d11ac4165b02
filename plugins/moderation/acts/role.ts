import { type Author, refuse, type Session } from '../../../core/index.js';
import { forbidden } from '../authority.js';
import { announce, type Case, type CourtParts, caseOf, commit, type Verdict } from '../court.js';
import { type Role, ranks } from '../roles.js';
import { mostOf, type Owner } from '../state/entries.js';
import type { RoomState } from '../state/room-state.js';
import { type Named, type Target, targetOf } from '../targets.js';
import { full, tooHigh } from './sanction.js';

/** What somebody is to be. */
export interface RoleInput extends Named {
  readonly role: Role;
}

/**
 * Makes somebody the owner, a moderator or a member. An owner becomes a moderator when somebody else owns the room: there is
 * one owner. Moderators may step down by themselves.
 */
export async function setRole(
  parts: CourtParts,
  state: RoomState,
  session: Session,
  input: RoleInput,
): Promise<Verdict> {
  const open = caseOf(parts, state, session);
  const target = targetOf(open.host.chat, input);
  const { user, label, who } = target;
  if (user === undefined) return refuse('MODERATION_NOT_HERE', `${label} is not here.`);
  const objection = objectionTo(open, user, label, input.role);
  if (objection !== undefined) return objection;
  const change = changes[input.role];
  const entry = await commit(open, { act: 'role', who, value: input.role }, () => change(open, user, target));
  return { room: state.room, role: input.role, line: announce(open, entry) };
}

/** What each role means for what is kept. */
const changes: Readonly<Record<Role, (open: Case, user: string, target: Target) => Promise<void>>> = {
  async owner({ records, state, by, host }, user, target) {
    const former = state.head?.owner;
    // First: whatever becomes of the rest, nobody has lost what they were.
    if (former !== undefined) {
      await records.put(state, 'role', former.id, { user: former.id, nick: former.nick, by, at: host.clock.now() });
    }
    await records.head(state, { owner: ownerOf(user, target), left: undefined });
  },
  async moderator({ records, state, by, host }, user, { label }) {
    await records.put(state, 'role', user, { user, nick: label, by, at: host.clock.now() });
  },
  async member({ records, state }, user) {
    await records.drop(state, 'role', [user]);
  },
};

function objectionTo(open: Case, user: string, label: string, role: Role): Verdict | undefined {
  const { state, session, settings, authority, rank } = open;
  const isSelf = user === session.user?.id;
  const stepsDown = isSelf && role === 'member' && rank === ranks.moderator;
  if (rank < ranks.owner && !stepsDown) return forbidden(state.room, 'owner');
  if (user === state.head?.owner?.id) {
    return role === 'owner'
      ? refuse('MODERATION_UNKNOWN', `${label} owns the room already.`)
      : refuse('MODERATION_OWNER', `${label} owns the room. Make somebody else the owner first.`);
  }
  if (!isSelf && authority.ofUser(state, user) >= rank) return tooHigh(label);
  if (role === 'owner' && settings.publicRooms.has(state.room)) {
    return refuse('MODERATION_OWNER', 'This room is owned by nobody.');
  }
  const { role: moderators } = state.lists;
  if (role === 'member' && !moderators.has(user)) return refuse('MODERATION_UNKNOWN', `${label} is a member already.`);
  const added = { owner: state.head?.owner?.id, moderator: user, member: undefined }[role];
  const isFull = added !== undefined && !moderators.has(added) && moderators.size >= mostOf.role;
  return isFull ? full('role') : undefined;
}

/** Of somebody who is not here it is not known whether they have an account: then it is assumed, until they come. */
function ownerOf(id: string, { label, sessions }: Target): Owner {
  const [session] = sessions;
  return { id, nick: label, guest: session !== undefined && session.user?.account === undefined };
}

/** Makes somebody the owner of a room whose owner is gone for good. Nobody's doing but the plugin's own. */
export async function inherit(parts: CourtParts, state: RoomState, heir: Owner): Promise<void> {
  const by: Author = { id: 'plugin:moderation', nick: 'moderation' };
  const who = { id: heir.id, nick: heir.nick };
  const entry = await commit({ ...parts, state, by }, { act: 'inherit', who }, () =>
    parts.records.head(state, { owner: heir, left: undefined }),
  );
  announce(parts, entry);
}
