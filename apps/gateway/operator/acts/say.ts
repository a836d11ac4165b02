import { ChatError, hasVisible, Refusal } from '../../../../core/index.js';
import type { Act, ActGround, Doing, Done } from '../act.js';
import { textIn } from '../fields.js';
import { deskRefusal } from '../statuses.js';
import { whereIn } from '../where.js';

/** `{ text, room?, to? }`: says it with the hub's own voice, through the gates of everybody. */
export const say: Act = async (ground, body, doing) => {
  const where = whereIn(body, ground.hub.limits);
  const text = textIn(body, 'text');
  const textCharacters = [...text].length;
  doing.note(ground.settings.logTexts ? { text } : { textCharacters });
  if ('to' in where) return tell(ground, where.to, text, doing);
  return 'room' in where ? sayIn(ground, where.room, text, doing) : sayEverywhere(ground, text);
};

async function sayIn({ hub }: ActGround, room: string, text: string, doing: Doing): Promise<Done | Refusal> {
  doing.note({ room });
  doing.about({ room });
  const receipt = await hub.chat.say({ room, text });
  if (receipt instanceof Refusal) return receipt;
  const { id, at, position } = receipt;
  doing.note({ id });
  const done = { room, id, ...position, at };
  return { ...done, line: `said ${lengthOf(text)} in #${room}` };
}

/** A server has no conversations with people: they are told by a notice, which no log keeps. */
function tell({ hub, server }: ActGround, nick: string, text: string, doing: Doing): Done | Refusal {
  doing.about({ who: nick });
  const user = hub.chat.user(nick);
  if (user === undefined) throw new ChatError('CHAT_USER_UNKNOWN', `There is no ${nick} here.`);
  const most = hub.limits.textCharacters;
  if ([...text].length > most) throw new ChatError('CHAT_TEXT_TOO_LONG', undefined, { details: { characters: most } });
  if (!hasVisible(text)) throw new ChatError('CHAT_TEXT_INVALID');
  const here = [...user.sessions].filter(({ connected }) => connected);
  if (here.length === 0) return deskRefusal('OPERATOR_AWAY');
  for (const session of here) session.send({ type: 'notice', text: `${server.name}: ${text}` });
  return { line: `told ${user.nick} ${lengthOf(text)}` };
}

/** Where it is refused it is said all the same elsewhere; refused in every room, it is refused. */
async function sayEverywhere({ hub }: ActGround, text: string): Promise<Done | Refusal> {
  let rooms = 0;
  let refusal: Refusal | undefined;
  for (const { room } of hub.chat.rooms()) {
    const receipt = await hub.chat.say({ room, text });
    if (receipt instanceof Refusal) refusal ??= receipt;
    else rooms++;
  }
  if (rooms === 0 && refusal !== undefined) return refusal;
  const done = { rooms };
  return { ...done, line: `said ${lengthOf(text)} in ${rooms === 1 ? 'one room' : `${rooms} rooms`}` };
}

function lengthOf(text: string): string {
  const count = [...text].length;
  return count === 1 ? 'one character' : `${count} characters`;
}
