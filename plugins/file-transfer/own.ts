import { otherOf, Refusal, refuse, type Said } from '../../core/index.js';
import { isConversation } from './address.js';
import { dataOf, textOf } from './finish/announcement.js';
import type { Ground } from './ground.js';
import { NAME } from './name.js';
import type { StoredFile } from './vault/index.js';

/** Whose files are that a program of the server's own sends. */
export const OWN_USER = `plugin:${NAME}`;

/** Where a file goes that is for every room: the name of none. */
export const EVERYWHERE = '*';

/** The epoch in the receipt of a notice: no log has it. */
export const NO_LOG = 'none';

/** The key under which a room is told of a file that is for every room. */
export const keyIn = (room: string, upload: string): string => `${upload} ${room}`;

/** Tells of a file that a program of the server's own has sent. @throws ChatError as `say`. */
export function sayOwn(ground: Ground, file: StoredFile, key: string): Promise<Said | Refusal> {
  const { room } = file.owner;
  if (room === EVERYWHERE) return sayEverywhere(ground, file, key);
  return isConversation(room) ? tellOne(ground, file) : sayIn(ground, file, room, key);
}

async function sayIn({ host, settings }: Ground, file: StoredFile, room: string, key: string): Promise<Said | Refusal> {
  const saying = { text: textOf(file, settings.baseUrl), kind: 'file', data: dataOf(file), key };
  const receipt = await host.chat.say({ room, nick: file.owner.nick, ...saying });
  return receipt instanceof Refusal ? receipt : { room, receipt };
}

/** It is said where it can be; refused, or failed, where it is said in no room. */
async function sayEverywhere(ground: Ground, file: StoredFile, key: string): Promise<Said | Refusal> {
  let outcome: Said | Refusal = refuse('FILE_NOBODY', 'There is nobody in any room.');
  let failure: unknown;
  for (const { room } of ground.host.chat.rooms()) {
    try {
      const said = await sayIn(ground, file, room, keyIn(room, key));
      if (outcome instanceof Refusal) outcome = said;
    } catch (error) {
      failure ??= error;
    }
  }
  // Where one room has the file, another one that failed takes nothing back.
  if (failure !== undefined && outcome instanceof Refusal) throw failure;
  return outcome;
}

/** A server has no conversations with people: they are told by a notice, which no log keeps. */
async function tellOne({ host, settings, vault }: Ground, file: StoredFile): Promise<Said | Refusal> {
  const { room, nick } = file.owner;
  const id = otherOf(room, OWN_USER);
  const sessions = host.chat.sessions().filter(({ user, connected }) => connected && user?.id === id);
  if (sessions.length === 0) return refuse('FILE_NOBODY', 'Whom the file is for is not here.');
  const text = `${nick} sends ${textOf(file, settings.baseUrl)}`;
  // First: afterwards nothing could tell that the notice was sent.
  await vault.announced(file.id);
  for (const session of sessions) session.send({ type: 'notice', text });
  const position = { epoch: NO_LOG, offset: 0 };
  return { room, receipt: { id: file.id, at: file.at, position, duplicate: false } };
}
