import { Refusal } from '../../../../core/index.js';
import type { OperatorAct } from '../../../../plugins/moderation/index.js';
import type { OperatorAction } from '../act.js';
import { findSession, readEnum, readText, sessionName } from '../fields.js';
import { operatorRefusal } from '../statuses.js';

const moderationActs: readonly OperatorAct[] = ['kick', 'mute', 'unmute', 'ban', 'unban', 'slow'];

/** `{ act, room, … }`: what moderators do, in the name `operator`; with `*` as room everywhere. */
export const moderate: OperatorAction = async ({ moderation, telemetry: sight }, body, doing) => {
  const { act: _act, ...fields } = body;
  const act = readEnum(body, 'act', moderationActs);
  const room = readText(body, 'room');
  const named = body.session === undefined ? undefined : findSession(body, sight.sessionStats);
  const who =
    named === undefined ? [body.nick, body.user].find((name) => typeof name === 'string') : sessionName(named);
  doing.audit({ act, ...(room === '*' ? {} : { room }), ...(who === undefined ? {} : { who: String(who) }) });
  if (moderation.current === undefined) return operatorRefusal('OPERATOR_PLUGIN_OFF', { plugin: 'moderation' });
  const verdict = await moderation.current.act(act, act === 'slow' ? { seconds: 0, ...fields } : fields);
  if (verdict instanceof Refusal) return verdict;
  return { ...verdict, line: typeof verdict.line === 'string' ? verdict.line : act };
};
