import { refuse } from '../../../core/index.js';
import { announce, type Case, commit, type Verdict } from '../court.js';
import { because } from '../lines.js';
import { EVERYWHERE } from '../roles.js';
import { type Named, targetOf } from '../targets.js';
import { expel, roomsOf, tooHigh } from './sanction.js';

/** Who is to be shown out. */
export interface KickInput extends Named {
  readonly reason: string | undefined;
}

/** Shows somebody out, on all their wires; they may come again. */
export async function kick(open: Case, input: KickInput): Promise<Verdict> {
  const { host, state, authority, rank, by } = open;
  const { label, who, user, sessions } = targetOf(host.chat, input);
  const here = state.room === EVERYWHERE ? sessions : sessions.filter(({ rooms }) => rooms.includes(state.room));
  if (user === undefined || here.length === 0) return refuse('MODERATION_NOT_HERE', `${label} is not here.`);
  if (authority.ofUser(state, user) >= rank) return tooHigh(label);
  const { reason } = input;
  const entry = await commit(open, { act: 'kick', who, reason }, async () => {});
  const line = announce(open, entry, state.room === EVERYWHERE ? roomsOf(here) : undefined);
  for (const session of here) expel(open, session, 'KICKED', `kicked by ${by.nick}${because(reason)}`);
  return { room: state.room, sessions: here.length, line };
}
