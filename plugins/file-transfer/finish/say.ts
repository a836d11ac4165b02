import { ChatError, Refusal, refuse, type Said, type Session } from '../../../core/index.js';
import { isConversation, wayInto } from '../address.js';
import type { Ground } from '../ground.js';
import { OWN_USER, sayOwn } from '../own.js';
import type { StoredFile } from '../vault/index.js';
import { dataOf, textOf } from './announcement.js';

/** The sessions of whoever sent a file, the one that asked first. */
export function sessionsOf({ host }: Ground, user: string, by: Session | undefined): readonly Session[] {
  const here = host.chat.sessions().filter((session) => session.user?.id === user);
  return by !== undefined && here.includes(by) ? [by, ...here] : here;
}

/**
 * Tells a room, or the other one of a conversation of two, of a file: in its sender's name, as long as they are here.
 * @param key The same again is the same message.
 * @param by The session that sent it, if it was sent over one.
 * @throws ChatError `CHAT_NOT_IN_ROOM` where the sender is here but has left the room; and as `sayAs`.
 */
export async function sayFile(
  ground: Ground,
  file: StoredFile,
  key: string,
  by: Session | undefined,
): Promise<Said | Refusal> {
  const { host, settings } = ground;
  const { room, user, nick } = file.owner;
  if (user === OWN_USER) return sayOwn(ground, file, key);
  const saying = { text: textOf(file, settings.baseUrl), kind: 'file', data: dataOf(file), key };
  const sessions = sessionsOf(ground, user, by);
  for (const session of sessions) {
    const way = wayInto(room, session, host);
    if (way !== undefined) return host.chat.sayAs(session, { ...way, ...saying });
  }
  if (sessions.length > 0) throw new ChatError('CHAT_NOT_IN_ROOM');
  if (isConversation(room)) return refuse('FILE_SENDER_GONE', 'Who sends a file to one person must be here.');
  const receipt = await host.chat.say({ room, nick, ...saying });
  return receipt instanceof Refusal ? receipt : { room, receipt };
}
