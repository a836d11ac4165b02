import { refuse } from '../../../core/index.js';
import { announce, type Case, commit, type Verdict } from '../court.js';
import { mostOf } from '../state/entries.js';
import { type Named, targetOf } from '../targets.js';
import { full } from './sanction.js';

/** Lets a guest speak where newcomers wait, and spares them what is done to later guests of a network. */
export async function allow(open: Case, input: Named): Promise<Verdict> {
  const { host, state, records, by } = open;
  const { user, label, who } = targetOf(host.chat, input);
  if (user === undefined) return refuse('MODERATION_NOT_HERE', `No user named ${label} is online.`);
  const { allow: allowed } = state.lists;
  if (!allowed.has(user) && allowed.size >= mostOf.allow) return full('allow');
  const entry = await commit(open, { act: 'allow', who }, ({ at }) =>
    records.put(state, 'allow', user, { user, nick: label, by, at }),
  );
  return { room: state.room, line: announce(open, entry) };
}

/** Takes that back. */
export async function disallow(open: Case, input: Named): Promise<Verdict> {
  const { host, state, records } = open;
  const { user, label, who } = targetOf(host.chat, input);
  if (user === undefined || !state.lists.allow.has(user)) {
    return refuse('MODERATION_UNKNOWN', `${label} is not among those who were allowed to speak.`);
  }
  const entry = await commit(open, { act: 'disallow', who }, () => records.drop(state, 'allow', [user]));
  return { room: state.room, line: announce(open, entry) };
}
