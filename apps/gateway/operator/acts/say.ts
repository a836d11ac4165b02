import { ChatError, hasVisible, Refusal } from '../../../../core/index.js';
import type { ActionContext, ActionResult, OperatorAction, ReadyContext } from '../act.js';
import { readText } from '../fields.js';
import { operatorRefusal } from '../statuses.js';
import { readMessageTarget } from '../where.js';

/** `{ text, room?, to? }`: says it with the hub's own voice, through the gates of everybody. */
export const say: OperatorAction = async (ground, body, doing) => {
  const where = readMessageTarget(body, ground.hub.limits);
  const text = readText(body, 'text');
  const textCharacters = [...text].length;
  doing.log(ground.settings.logTexts ? { text } : { textCharacters });
  if ('to' in where) return sendDirectNotice(ground, where.to, text, doing);
  return 'room' in where ? sayInRoom(ground, where.room, text, doing) : sayInAllRooms(ground, text);
};

async function sayInRoom(
  { hub }: ReadyContext,
  room: string,
  text: string,
  doing: ActionContext,
): Promise<ActionResult | Refusal> {
  doing.log({ room });
  doing.audit({ room });
  const receipt = await hub.chat.say({ room, text });
  if (receipt instanceof Refusal) return receipt;
  const { id, at, position } = receipt;
  doing.log({ id });
  const done = { room, id, ...position, at };
  return { ...done, line: `said ${describeLength(text)} in #${room}` };
}

/** A server has no conversations with people: they are told by a notice, which no log keeps. */
function sendDirectNotice(
  { hub, server }: ReadyContext,
  nick: string,
  text: string,
  doing: ActionContext,
): ActionResult | Refusal {
  doing.audit({ who: nick });
  const user = hub.chat.user(nick);
  if (user === undefined) throw new ChatError('CHAT_USER_UNKNOWN', `There is no ${nick} here.`);
  const most = hub.limits.textCharacters;
  if ([...text].length > most) throw new ChatError('CHAT_TEXT_TOO_LONG', undefined, { details: { characters: most } });
  if (!hasVisible(text)) throw new ChatError('CHAT_TEXT_INVALID');
  const here = [...user.sessions].filter(({ connected }) => connected);
  if (here.length === 0) return operatorRefusal('OPERATOR_AWAY');
  for (const session of here) session.send({ type: 'notice', text: `${server.name}: ${text}` });
  return { line: `told ${user.nick} ${describeLength(text)}` };
}

/** Where it is refused it is said all the same elsewhere; refused in every room, it is refused. */
async function sayInAllRooms({ hub }: ReadyContext, text: string): Promise<ActionResult | Refusal> {
  let rooms = 0;
  let refusal: Refusal | undefined;
  for (const { room } of hub.chat.rooms()) {
    const receipt = await hub.chat.say({ room, text });
    if (receipt instanceof Refusal) refusal ??= receipt;
    else rooms++;
  }
  if (rooms === 0 && refusal !== undefined) return refusal;
  const done = { rooms };
  return { ...done, line: `said ${describeLength(text)} in ${rooms === 1 ? 'one room' : `${rooms} rooms`}` };
}

function describeLength(text: string): string {
  const count = [...text].length;
  return count === 1 ? 'one character' : `${count} characters`;
}
