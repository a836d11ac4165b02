import { refuse } from '../../../core/index.js';
import { announce, type Case, commit, type Verdict } from '../court.js';
import type { InvitedEvent } from '../events.js';
import { privacyOf } from '../gates/sight.js';
import { type Access, mostOf } from '../state/entries.js';
import { type Named, targetOf } from '../targets.js';
import { full } from './sanction.js';

/** Who may come in from now on. */
export interface LockInput {
  readonly access: Access;
  /** Where access is by password. */
  readonly password: string | undefined;
  /** Where newcomers wait. */
  readonly minutes: number | undefined;
}

/** Says who may come into a room. Whoever is there stays. */
export async function lock(open: Case, { access, password, minutes }: LockInput): Promise<Verdict> {
  const { host, state, records, passwords } = open;
  const secret = password === undefined ? undefined : await passwords.hash(password);
  if (access === 'password' && secret === undefined) {
    return refuse('ROOM_PASSWORD_BUSY', 'Too many passwords are being looked at. Try again.');
  }
  const waitMs = minutes === undefined ? undefined : minutes * 60_000;
  const entry = await commit(open, { act: 'lock', value: access }, () =>
    records.head(state, { access, secret, waitMs }),
  );
  host.chat.setPrivacy(state.room, privacyOf(state));
  return { room: state.room, access, ...(minutes === undefined ? {} : { minutes }), line: announce(open, entry) };
}

/** Who may come in, and for how long. */
export interface InviteInput extends Named {
  readonly seconds: number;
}

/** Lets somebody into a room that is locked, and tells them. */
export async function invite(open: Case, input: InviteInput): Promise<Verdict> {
  const { host, state, records, by } = open;
  const { user, label, who, sessions } = targetOf(host.chat, input);
  if (user === undefined) return refuse('MODERATION_NOT_HERE', `${label} is not here.`);
  await records.tidy(state, 'invite');
  const { invite: invitations } = state.lists;
  if (!invitations.has(user) && invitations.size >= mostOf.invite) return full('invite');
  const until = host.clock.now() + input.seconds * 1_000;
  const entry = await commit(open, { act: 'invite', who, until }, ({ at }) =>
    records.put(state, 'invite', user, { user, nick: label, by, at, until }),
  );
  const { room } = state;
  const line = `${by.nick} invites you: /join ${room}`;
  const event: InvitedEvent = { type: 'invited', room, by, until, line };
  for (const session of sessions) session.send(event);
  return { room, until, line: announce(open, entry) };
}

/** Takes an invitation back. Whoever has come in stays. */
export async function uninvite(open: Case, input: Named): Promise<Verdict> {
  const { host, state, records } = open;
  const { user, label, who } = targetOf(host.chat, input);
  await records.tidy(state, 'invite');
  if (user === undefined || !state.lists.invite.has(user)) {
    return refuse('MODERATION_UNKNOWN', `${label} is not invited.`);
  }
  const entry = await commit(open, { act: 'uninvite', who }, () => records.drop(state, 'invite', [user]));
  return { room: state.room, line: announce(open, entry) };
}
