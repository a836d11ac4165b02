import { type ChatApi, type JsonObject, nameKeys, Refusal, refuse, type Session } from '../../../core/index.js';
import { addressMatcher } from '../address.js';
import { announce, type Case, commit, type Verdict } from '../court.js';
import { because } from '../lines.js';
import { EVERYWHERE, ranks } from '../roles.js';
import { mostOf, type Sanction } from '../state/entries.js';
import { identityOf, Sanctions } from '../state/sanctions.js';
import { aboutOf, type Named, type Target, targetOf, withNetworks } from '../targets.js';

/** A ban or a mute, as it is asked for. */
export interface SanctionInput extends Named {
  /** Whether whoever comes from where they come is meant as well. */
  readonly network: boolean;
  /** `undefined`: it does not end by itself. */
  readonly seconds: number | undefined;
  readonly reason: string | undefined;
}

/** Bans or mutes somebody. Whoever is banned is out at once. */
export async function impose(open: Case, kind: 'ban' | 'mute', input: SanctionInput): Promise<Verdict> {
  const { state, records, host, rank, by } = open;
  const found = targetOf(host.chat, input);
  const wide = input.network ? withNetworks(found) : found;
  if (wide instanceof Refusal) return wide;
  const target = input.network ? wide : withGuestNetworks(open, wide);
  const objection = objectionTo(open, kind, target, input.address !== undefined);
  if (objection !== undefined) return objection;

  await records.tidy(state, kind);
  const about = aboutOf(target);
  const earlier = state.lists[kind].values().filter((sanction) => sanction.about === about);
  if (earlier.some((sanction) => sanction.rank > rank)) return tooHigh(target.label);
  if (earlier.length === 0 && state.lists[kind].size >= mostOf[kind]) return full(kind);

  const { seconds, reason } = input;
  const until = seconds === undefined ? undefined : host.clock.now() + seconds * 1_000;
  const { who, nick, user, nets, newGuests } = target;
  const entry = await commit(open, { act: kind, who, nets, until, reason }, async ({ id, at }) => {
    const sanction: Sanction = {
      id: String(id),
      about,
      label: target.label,
      nick,
      user,
      nets,
      newGuests,
      at,
      until,
      reason,
      by,
      rank,
    };
    await records.put(state, kind, sanction.id, sanction);
  });

  const hit = sessionsUnder(
    open,
    state.lists[kind].values().find(({ id }) => id === String(entry.id)),
  );
  const line = announce(open, entry, state.room === EVERYWHERE ? roomsOf(hit) : undefined);
  if (kind === 'ban')
    for (const session of hit) expel(open, session, 'BANNED', `banned by ${by.nick}${because(reason)}`);
  // What is left to tidy up comes after what has to take place at once, and takes nothing of it back.
  try {
    for (const { id } of earlier) await records.drop(state, kind, [id]);
    if (kind === 'ban' && user !== undefined) await strip(open, user);
  } catch (error) {
    open.host.log.error({ error, room: state.room }, 'What a ban or a mute has replaced could not be removed yet');
  }
  return { room: state.room, id: String(entry.id), line, ...(until === undefined ? {} : { until }) };
}

/** Which bans or mutes to lift. */
export interface LiftInput extends Named {
  /** The number of one. */
  readonly id?: string | undefined;
}

/** Lifts the bans or mutes that somebody is named in. */
export async function lift(open: Case, kind: 'ban' | 'mute', input: LiftInput): Promise<Verdict> {
  const { state, records, rank } = open;
  await records.tidy(state, kind);
  const target = input.id === undefined ? targetOf(open.host.chat, input) : undefined;
  const listed = state.lists[kind].values();
  const named = listed.filter((sanction) => isMeant(sanction, input.id, target));
  // A guest under it for coming from the network of another: it is lifted for both.
  const lifted = named.length > 0 || target === undefined ? named : listed.filter((one) => isUnder(open, one, target));
  const [first] = lifted;
  if (first === undefined) {
    return refuse('MODERATION_UNKNOWN', kind === 'ban' ? 'There is no such ban.' : 'There is no such mute.');
  }
  if (lifted.some((sanction) => sanction.rank > rank)) return tooHigh(first.label);
  const { user: id, nick, nets } = first;
  const who =
    nick === undefined && id === undefined ? undefined : { id, nick: id === first.label ? undefined : first.label };
  const entry = await commit(open, { act: kind === 'ban' ? 'unban' : 'unmute', who, nets }, async () => {
    // Where the store failed when they were banned, they are still what they were: that does not come back with them.
    if (kind === 'ban') for (const { user } of lifted) if (user !== undefined) await strip(open, user);
    const ids = lifted.map((sanction) => sanction.id);
    await records.drop(state, kind, ids);
  });
  const sessions = open.host.chat.sessions().filter(({ user }) => user !== undefined && user.id === id);
  const line = announce(open, entry, state.room === EVERYWHERE ? roomsOf(sessions) : undefined);
  return { room: state.room, lifted: lifted.length, line };
}

/** Takes a session out of a room; sends it away where it is about all of them. @param reason `banned by ann: spamming`. */
export function expel(
  { host, state }: Pick<Case, 'host' | 'state'>,
  session: Session,
  why: 'BANNED' | 'KICKED',
  reason: string,
): void {
  if (state.room !== EVERYWHERE) host.chat.remove(session, state.room, reason);
  else session.close({ code: `MODERATION_${why}`, text: `You were ${reason}`, mayReturn: false });
}

/** The rooms that some sessions are in; conversations of two are their own. */
export function roomsOf(sessions: Iterable<Session>): ReadonlySet<string> {
  return new Set([...sessions].flatMap(({ rooms }) => rooms).filter((room) => !room.startsWith('@')));
}

/** The refusal of what would be done to somebody of the same or a higher standing. */
export function tooHigh(label: string): Refusal {
  return refuse('MODERATION_RANK', `You may not do that to ${label}.`);
}

/** The refusal of an entry for which there is no room. */
export function full(list: keyof typeof mostOf): Refusal {
  return refuse('MODERATION_FULL', 'There are too many of them here. Take one back first.', { most: mostOf[list] });
}

function objectionTo(open: Case, kind: 'ban' | 'mute', target: Target, namesAddress: boolean): Refusal | undefined {
  const { state, session, settings, authority, rank } = open;
  if (namesAddress && settings.addressBans === 'operators' && rank < ranks.operator) {
    return refuse('MODERATION_FORBIDDEN', 'Only operators may name addresses.', { needs: 'operator' });
  }
  const { user, nets } = target;
  if (user !== undefined && authority.ofUser(state, user) >= rank) return tooHigh(target.label);
  const own = session.info.remoteAddress;
  if (nets !== undefined && target.newGuests !== true && own !== undefined && addressMatcher(nets)(own)) {
    return refuse('MODERATION_OWN_ADDRESS', 'You come from there yourself.');
  }
  if (kind === 'ban' && user !== undefined && user === state.head?.owner?.id) {
    return refuse('MODERATION_OWNER', `${target.label} owns the room. Make somebody else the owner first.`);
  }
  return undefined;
}

/** Whoever is banned is no moderator any more, and not invited. */
async function strip({ records, state }: Case, user: string): Promise<void> {
  if (state.lists.role.has(user)) await records.drop(state, 'role', [user]);
  if (state.lists.invite.has(user)) await records.drop(state, 'invite', [user]);
}

/** The sessions in a room; all of them for everywhere. */
export function sessionsIn(chat: ChatApi, room: string): readonly Session[] {
  if (room === EVERYWHERE) return chat.sessions();
  const here = new Set(chat.members(room).map(({ id }) => id));
  // Somebody who is in the room may have other sessions that are not.
  return chat.sessions().filter((session) => here.has(session.user?.id ?? '') && session.rooms.includes(room));
}

/** The sessions in the room, or anywhere, that a sanction is about. */
function sessionsUnder({ host, state, authority, now }: Case, sanction: Sanction | undefined): readonly Session[] {
  if (sanction === undefined) return [];
  const alone = new Sanctions();
  alone.set(sanction.id, sanction);
  return sessionsIn(host.chat, state.room).filter(
    (session) => alone.find(identityOf(session), now) !== undefined && authority.of(state, session) < sanction.rank,
  );
}

function isMeant(sanction: Sanction, id: string | undefined, target: Target | undefined): boolean {
  if (target === undefined) return sanction.id === id;
  if (target.user !== undefined && sanction.user === target.user) return true;
  if (target.nick !== undefined && sanction.nick !== undefined && lookAlike(target.nick, sanction.nick)) return true;
  return target.who === undefined && sanction.nets !== undefined && sanction.nets.includes(target.label);
}

function lookAlike(nick: string, other: string): boolean {
  const keys = nameKeys(other);
  return nameKeys(nick).some((key) => keys.includes(key));
}

/** A guest as a target with the networks of their sessions, as far as they stand for few people and not for the moderator. */
function withGuestNetworks({ settings, session }: Case, target: Target): Target {
  const { sessions } = target;
  if (!settings.sanctionsByNetwork || sessions.length === 0) return target;
  if (sessions.some(({ user }) => user === undefined || user.account !== undefined)) return target;
  const wide = withNetworks({ ...target, sessions: sessions.filter((one) => !isShared(settings, one)) });
  if (wide instanceof Refusal || wide.nets === undefined) return target;
  const own = session.info.remoteAddress;
  if (own !== undefined && addressMatcher(wide.nets)(own)) return target;
  return { ...target, nets: wide.nets, newGuests: true };
}

function isShared({ shared }: Case['settings'], { info: { remoteAddress } }: Session): boolean {
  return remoteAddress !== undefined && shared(remoteAddress);
}

/** Whether a sanction is about any of a target's sessions. */
function isUnder({ now }: Pick<Case, 'now'>, sanction: Sanction, { sessions }: Target): boolean {
  const alone = new Sanctions();
  alone.set(sanction.id, sanction);
  return sessions.some((session) => alone.find(identityOf(session), now) !== undefined);
}

/** A sanction as those who may see it see it; networks are for operators. */
export function sanctionAsJson(sanction: Sanction, seesNets: boolean): JsonObject {
  const { id, label, user, nick, nets, newGuests, at, until, reason, by } = sanction;
  const isNet = user === undefined && nick === undefined;
  return {
    id,
    label: isNet && !seesNets ? 'an address' : label,
    at,
    by: { ...by },
    ...(user === undefined ? {} : { user }),
    ...(nick === undefined ? {} : { nick: label }),
    ...(nets === undefined || isNet || newGuests ? {} : { network: true }),
    ...(newGuests ? { newGuests } : {}),
    ...(nets === undefined || !seesNets ? {} : { nets: [...nets] }),
    ...(until === undefined ? {} : { until }),
    ...(reason === undefined ? {} : { reason }),
  };
}
