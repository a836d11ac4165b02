import { ChatError, conversationOf, fold } from '../../core/index.js';
import { EVERYWHERE, OWN_USER } from './own.js';
import type { Parts } from './parts.js';
import { fileError } from './vault/errors.js';

/** What a permission is asked for. */
export interface PermitRequest {
  /**
   * Where the file goes, by any spelling of the name; a conversation of two is none. Nobody need be there. Default: every
   * room that has somebody in it once the file is there.
   */
  readonly room?: string;
  /** The nick of the one person who is told of it, by a notice. Instead of {@link room}. */
  readonly to?: string;
  /** Under which name they are told of it. */
  readonly nick: string;
  /** The size of the file where it is known, in bytes: a file that is too large is refused before it is sent. */
  readonly bytes?: number;
}

/** A permission to send one file over HTTP. */
export interface FilePermit {
  /** The room's folded name, or the conversation's; `*`: all rooms. */
  readonly room: string;
  /**
   * Where to `PUT` the file, with its name behind the slash at the end: a path on the server that has
   * {@link FileTransfer.http}. It is a secret.
   */
  readonly path: string;
  /** The same as a whole address; `undefined` where there is no `publicUrl`. */
  readonly url: string | undefined;
  /** Until when it can be begun with: milliseconds since the Unix epoch. */
  readonly expiresAt: number;
}

/**
 * Issues a ticket that is nobody's in the chat: its files are the plugin's own, as is the message that tells of them, so
 * that one quota holds for all of them.
 *
 * @throws TypeError for an option that is not of its type
 * @throws ChatError `FILE_TOO_LARGE`, `CHAT_NAME_INVALID`, `CHAT_USER_UNKNOWN`
 */
export function permit(parts: Parts, { room: wanted, to, nick, bytes = 0 }: PermitRequest): FilePermit {
  const { settings, tickets } = parts;
  if (typeof nick !== 'string' || nick.trim() === '') throw new TypeError('nick must be a name.');
  if (!Number.isSafeInteger(bytes) || bytes < 0) throw new TypeError('bytes must be a whole number, 0 or more.');
  const { fileBytes } = settings.limits;
  if (bytes > fileBytes) throw fileError('FILE_TOO_LARGE', { limit: fileBytes });
  const room = placeOf(parts, wanted, to);
  const { secret, expiresAt } = tickets.issueOwn({ nick, room });
  const { baseUrl, path } = settings;
  const place = `new/${secret}/`;
  return { room, path: path + place, url: baseUrl === undefined ? undefined : baseUrl + place, expiresAt };
}

function placeOf({ host }: Parts, wanted: string | undefined, to: string | undefined): string {
  if (wanted !== undefined && to !== undefined)
    throw new TypeError('A file goes to a room or to somebody, not to both.');
  if (to !== undefined) {
    if (typeof to !== 'string') throw new TypeError('to must be a nick.');
    const other = host.chat.user(to.trim());
    if (other === undefined) throw new ChatError('CHAT_USER_UNKNOWN', `There is no ${to} here.`);
    return conversationOf(OWN_USER, other.id);
  }
  if (wanted === undefined) return EVERYWHERE;
  if (typeof wanted !== 'string') throw new TypeError('room must be the name of a room.');
  // Throws for what is no room's name.
  host.chat.members(wanted);
  return fold(wanted.trim().replace(/^#/, ''));
}
