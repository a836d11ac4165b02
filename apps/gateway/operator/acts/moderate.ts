import { Refusal } from '../../../../core/index.js';
import type { OperatorAct } from '../../../../plugins/moderation/index.js';
import type { Act } from '../act.js';
import { nameOf, oneOfIn, sessionIn, textIn } from '../fields.js';
import { deskRefusal } from '../statuses.js';

const acts: readonly OperatorAct[] = ['kick', 'mute', 'unmute', 'ban', 'unban', 'slow'];

/** `{ act, room, … }`: what moderators do, in the name `operator`; with `*` as room everywhere. */
export const moderate: Act = async ({ moderation, sight }, body, doing) => {
  const { act: _act, ...fields } = body;
  const act = oneOfIn(body, 'act', acts);
  const room = textIn(body, 'room');
  const named = body.session === undefined ? undefined : sessionIn(body, sight.census);
  const who = named === undefined ? [body.nick, body.user].find((name) => typeof name === 'string') : nameOf(named);
  doing.about({ act, ...(room === '*' ? {} : { room }), ...(who === undefined ? {} : { who: String(who) }) });
  if (moderation.current === undefined) return deskRefusal('OPERATOR_PLUGIN_OFF', { plugin: 'moderation' });
  const verdict = await moderation.current.act(act, act === 'slow' ? { seconds: 0, ...fields } : fields);
  if (verdict instanceof Refusal) return verdict;
  return { ...verdict, line: typeof verdict.line === 'string' ? verdict.line : act };
};
