import { fold } from '../../core/index.js';
import { NAME } from './name.js';
import type { Parts } from './parts.js';

/** What a permission is asked for. */
export interface PermitRequest {
  /** Where the file goes, by any spelling of the name; a conversation of two is none. Nobody need be there. */
  readonly room: string;
  /** Under which name the room is told of it. */
  readonly nick: string;
}

/** A permission to send one file over HTTP. */
export interface FilePermit {
  /** The room's folded name. */
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
 */
export function permit({ host, settings, tickets }: Parts, { room: wanted, nick }: PermitRequest): FilePermit {
  if (typeof wanted !== 'string') throw new TypeError('room must be the name of a room.');
  if (typeof nick !== 'string' || nick.trim() === '') throw new TypeError('nick must be a name.');
  // Throws for what is no room's name.
  host.chat.members(wanted);
  const room = fold(wanted.trim().replace(/^#/, ''));
  const { secret, expiresAt } = tickets.issue({ user: `plugin:${NAME}`, nick, room });
  const { baseUrl, path } = settings;
  const place = `new/${secret}/`;
  return { room, path: path + place, url: baseUrl === undefined ? undefined : baseUrl + place, expiresAt };
}
