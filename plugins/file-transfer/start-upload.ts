import { ChatError, conversationOf, fold, Refusal, refuse, type Session } from '../../core/index.js';
import { destinationFor, isDirect } from './address.js';
import { ALL_ROOMS, offlineSession, SERVER_USER, sessionsOf } from './completion/announcement.js';
import type { FileContext } from './context.js';
import { fileError } from './file-store/errors.js';
import { cleanName, cleanType, type FileFacts, type FileOwner, type Upload } from './file-store/index.js';

import type { TransferContext } from './transfer-context.js';

/**
 * Starts an upload if the rules, the gates of `file` and the quotas allow it. What a
 * gate has made of the name and the type holds from here on.
 * @param wanted As the sender said it: the name may be anything.
 */
export async function startUpload(
  context: FileContext,
  wanted: FileFacts,
  owner: FileOwner,
  session: Session,
): Promise<Upload | Refusal> {
  const { room } = owner;
  const { size } = wanted;
  const name = cleanName(wanted.name);
  const admitted = await decided().catch(refusalFrom);
  if (admitted instanceof Refusal) {
    const { code, text } = admitted;
    context.emit('fileRefused', { room, from: { id: owner.user, nick: owner.nick }, name, size, code, text });
  }
  return admitted;

  async function decided(): Promise<Upload | Refusal> {
    const { host, settings, fileStore } = context;
    const { fileBytes } = settings.limits;
    if (size > fileBytes) return refuse('FILE_TOO_LARGE', 'The file is too large.', { limit: fileBytes });
    const asked = await host.ask('file', { room, name, size, type: cleanType(wanted.type) }, session);
    if (asked instanceof Refusal) return asked;
    const facts = { ...wanted, name: cleanName(asked.name), type: cleanType(asked.type) };
    if (!settings.rules.allows(facts.name, facts.type)) {
      return refuse('FILE_TYPE', 'Files of that type are not taken here.', { type: facts.type });
    }
    return fileStore.begin(facts, owner);
  }
}

function refusalFrom(error: unknown): Refusal {
  if (error instanceof ChatError) return new Refusal(error.code, error.message, error.details);
  throw error;
}

/** Starts an upload with a ticket. Its user may be offline by then; a refusal leaves the ticket valid. */
export async function startFromTicket(
  context: TransferContext,
  secret: string,
  facts: FileFacts,
): Promise<Upload | Refusal> {
  const ticket = context.tickets.take(secret);
  if (ticket === undefined) return refuse('FILE_TICKET', 'That address is used up, or too old. Ask for another one.');
  const admitted = await begun(context, ticket.owner, facts);
  if (admitted instanceof Refusal) context.tickets.restore(ticket);
  return admitted;
}

async function begun(context: TransferContext, owner: FileOwner, facts: FileFacts): Promise<Upload | Refusal> {
  const { host } = context;
  const sessions = sessionsOf(context, owner.user, undefined);
  const session = sessions.find((candidate) => destinationFor(owner.room, candidate, host) !== undefined);
  if (session !== undefined) return startUpload(context, facts, owner, session);
  if (sessions.length > 0) {
    const { code, message } = new ChatError('CHAT_NOT_IN_ROOM');
    return new Refusal(code, message);
  }
  if (isDirect(owner.room) && owner.user !== SERVER_USER)
    return refuse('FILE_SENDER_GONE', 'The sender of a file in a direct conversation must be online.');
  return startUpload(context, facts, owner, offlineSession(owner, host.clock.now()));
}

/** Options of {@link FileTransfer.createUploadUrl}. */
export interface UploadUrlRequest {
  /**
   * Where the file goes, by any spelling of the name; direct conversations are not accepted. The room may be empty. Default: every
   * room that has members once the file is complete.
   */
  readonly room?: string;
  /** Nick of the only recipient, who is notified by a notice. Instead of {@link room}. */
  readonly to?: string;
  /** Nick under which the file is announced. */
  readonly nick: string;
  /** The size of the file where it is known, in bytes: a file that is too large is refused before it is sent. */
  readonly bytes?: number;
}

/** A URL that accepts one upload over HTTP. */
export interface UploadUrl {
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
 * Issues a ticket of no user: its files and their announcements belong to the plugin, so
 * that one quota holds for all of them.
 *
 * @throws TypeError for an option that is not of its type
 * @throws ChatError `FILE_TOO_LARGE`, `CHAT_NAME_INVALID`, `CHAT_USER_UNKNOWN`
 */
export function createUploadUrl(
  context: TransferContext,
  { room: wanted, to, nick, bytes = 0 }: UploadUrlRequest,
): UploadUrl {
  const { settings, tickets } = context;
  if (typeof nick !== 'string' || nick.trim() === '') throw new TypeError('nick must be a name.');
  if (!Number.isSafeInteger(bytes) || bytes < 0) throw new TypeError('bytes must be a whole number, 0 or more.');
  const { fileBytes } = settings.limits;
  if (bytes > fileBytes) throw fileError('FILE_TOO_LARGE', { limit: fileBytes });
  const room = placeOf(context, wanted, to);
  const { secret, expiresAt } = tickets.issueForServer({ nick, room });
  const { baseUrl, path } = settings;
  const place = `new/${secret}/`;
  return { room, path: path + place, url: baseUrl === undefined ? undefined : baseUrl + place, expiresAt };
}

function placeOf({ host }: TransferContext, wanted: string | undefined, to: string | undefined): string {
  if (wanted !== undefined && to !== undefined) throw new TypeError('Give either room or to, not both.');
  if (to !== undefined) {
    if (typeof to !== 'string') throw new TypeError('to must be a nick.');
    const other = host.chat.user(to.trim());
    if (other === undefined) throw new ChatError('CHAT_USER_UNKNOWN', `There is no ${to} here.`);
    return conversationOf(SERVER_USER, other.id);
  }
  if (wanted === undefined) return ALL_ROOMS;
  if (typeof wanted !== 'string') throw new TypeError('room must be the name of a room.');
  // Throws for what is no room's name.
  host.chat.members(wanted);
  return fold(wanted.trim().replace(/^#/, ''));
}
