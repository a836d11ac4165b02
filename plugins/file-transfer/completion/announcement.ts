import {
  type Archive,
  ChatError,
  isJsonObject,
  type Json,
  otherOf,
  type Receipt,
  Refusal,
  refuse,
  type Said,
  type Session,
  type SessionKey,
} from '../../../core/index.js';

import { destinationFor, isDirect } from '../address.js';
import { type FileContext, NAME } from '../context.js';

import type { Announcement, FileOwner, StoredFile } from '../file-store/index.js';

const UNITS = ['kB', 'MB', 'GB', 'TB', 'PB'] as const;

/** Formats a number of bytes: `812 B`, `1.2 MB`, in powers of 1000. */
export function sizeText(bytes: number): string {
  let amount = bytes;
  let unit = 'B';
  for (const larger of UNITS) {
    // What would be shown as 1000 is shown as 1 of the next unit.
    if (Math.round(amount) < 1_000) break;
    amount /= 1_000;
    unit = larger;
  }
  const shown = unit === 'B' || amount >= 9.95 ? String(Math.round(amount)) : amount.toFixed(1);
  return `${shown} ${unit}`;
}

/** Where a file is on the web. @param baseUrl Ends with a slash. */
export function urlOf({ id, name }: Pick<StoredFile, 'id' | 'name'>, baseUrl: string): string {
  return `${baseUrl}${encodeURIComponent(id)}/${encodeURIComponent(name)}`;
}

/** What the message that tells of a file says, for those who read plain text: `NAME (SIZE) URL`. */
export function textOf(file: StoredFile, baseUrl: string | undefined): string {
  const url = baseUrl === undefined ? '' : ` ${urlOf(file, baseUrl)}`;
  return `${file.name} (${sizeText(file.size)})${url}`;
}

/** What goes beside the text, for programs. */
export function dataOf({ id, name, size, type, sha256 }: StoredFile): Json {
  return { file: id, name, size, type, sha256 };
}

/** Returns the sender's sessions, the one that asked first. */
export function sessionsOf({ host }: FileContext, user: string, by: Session | undefined): readonly Session[] {
  const here = host.chat.sessions().filter((session) => session.user?.id === user);
  return by !== undefined && here.includes(by) ? [by, ...here] : here;
}

/**
 * Tells a room, or the other one of a conversation of two, of a file: in its sender's name, as long as they are here.
 * @param key The same again is the same message.
 * @param by The session that sent it, if it was sent over one.
 * @throws ChatError `CHAT_NOT_IN_ROOM` where the sender is here but has left the room; and as `sayAs`.
 */
export async function announceFile(
  context: FileContext,
  file: StoredFile,
  key: string,
  by: Session | undefined,
): Promise<Said | Refusal> {
  const { host, settings } = context;
  const { room, user, nick } = file.owner;
  if (user === SERVER_USER) return announceServerFile(context, file, key);
  const saying = { text: textOf(file, settings.baseUrl), kind: 'file', data: dataOf(file), key };
  const sessions = sessionsOf(context, user, by);
  for (const session of sessions) {
    const way = destinationFor(room, session, host);
    if (way !== undefined) return host.chat.sayAs(session, { ...way, ...saying });
  }
  if (sessions.length > 0) throw new ChatError('CHAT_NOT_IN_ROOM');
  if (isDirect(room))
    return refuse('FILE_SENDER_GONE', 'The sender of a file in a direct conversation must be online.');
  const receipt = await host.chat.say({ room, nick, ...saying });
  return receipt instanceof Refusal ? receipt : { room, receipt };
}

/** Whose files are that a program of the server's own sends. */
export const SERVER_USER = `plugin:${NAME}`;

/** Where a file goes that is for every room: the name of none. */
export const ALL_ROOMS = '*';

/** The epoch in the receipt of a notice: no log has it. */
export const NO_EPOCH = 'none';

/** Key of the announcement in one room of a file for all rooms. */
export const keyForRoom = (room: string, upload: string): string => `${upload} ${room}`;

/** Tells of a file that a program of the server's own has sent. @throws ChatError as `say`. */
export function announceServerFile(context: FileContext, file: StoredFile, key: string): Promise<Said | Refusal> {
  const { room } = file.owner;
  if (room === ALL_ROOMS) return announceEverywhere(context, file, key);
  return isDirect(room) ? notifyRecipient(context, file) : sayIn(context, file, room, key);
}

async function sayIn(
  { host, settings }: FileContext,
  file: StoredFile,
  room: string,
  key: string,
): Promise<Said | Refusal> {
  const saying = { text: textOf(file, settings.baseUrl), kind: 'file', data: dataOf(file), key };
  const receipt = await host.chat.say({ room, nick: file.owner.nick, ...saying });
  return receipt instanceof Refusal ? receipt : { room, receipt };
}

/** It is said where it can be; refused, or failed, where it is said in no room. */
async function announceEverywhere(context: FileContext, file: StoredFile, key: string): Promise<Said | Refusal> {
  let outcome: Said | Refusal = refuse('FILE_NOBODY', 'No room has members.');
  let failure: unknown;
  for (const { room } of context.host.chat.rooms()) {
    try {
      const said = await sayIn(context, file, room, keyForRoom(room, key));
      if (outcome instanceof Refusal) outcome = said;
    } catch (error) {
      failure ??= error;
    }
  }
  // Where one room has the file, another one that failed takes nothing back.
  if (failure !== undefined && outcome instanceof Refusal) throw failure;
  return outcome;
}

/** The server has no direct conversations with users: they receive a notice, which is not logged. */
async function notifyRecipient({ host, settings, fileStore }: FileContext, file: StoredFile): Promise<Said | Refusal> {
  const { room, nick } = file.owner;
  const id = otherOf(room, SERVER_USER);
  const sessions = host.chat.sessions().filter(({ user, connected }) => connected && user?.id === id);
  if (sessions.length === 0) return refuse('FILE_NOBODY', 'The recipient of the file is not online.');
  const text = `${nick} sends ${textOf(file, settings.baseUrl)}`;
  // First: afterwards nothing could tell that the notice was sent.
  await fileStore.markAnnounced(file.id);
  for (const session of sessions) session.send({ type: 'notice', text });
  const position = { epoch: NO_EPOCH, offset: 0 };
  return { room, receipt: { id: file.id, at: file.at, position, duplicate: false } };
}

/** Rooms per step of a scan. */
const PAGE = 100;

/** What a message says of the file that it announces. */
export interface AnnouncedFile {
  readonly file: string;
  readonly name: string;
  readonly size: number;
  readonly sha256: string;
}

/** The message of an upload, as a room's log has it. */
export interface FoundMessage {
  readonly message: Announcement;
  /** Absent: the message was deleted since. */
  readonly about: AnnouncedFile | undefined;
}

/**
 * Finds the message that announces an upload's file, by its key. @param authors In whose name it may have been said.
 * @throws ChatError what the broker throws.
 */
export async function messageIn(
  archive: Archive,
  room: string,
  authors: readonly string[],
  key: string,
): Promise<FoundMessage | undefined> {
  for (const author of authors) {
    const receipt = await archive.known(room, author, key);
    if (receipt === undefined) continue;
    const { epoch, offset } = receipt.position;
    const { entries } = await archive.read(room, { after: { epoch, offset: offset - 1 }, limit: 1 });
    const data = entries.find(({ position }) => position.offset === offset)?.message.data;
    return { message: announcementOf(receipt), about: isJsonObject(data ?? null) ? aboutIn(data) : undefined };
  }
  return undefined;
}

/**
 * Finds the message that has announced a file, in its sender's name or in the plugin's. @param upload The message's key.
 * @throws ChatError what the broker throws.
 */
export async function announcementIn(
  archive: Archive,
  { id, owner }: StoredFile,
  upload: string,
): Promise<Announcement | undefined> {
  if (owner.room === ALL_ROOMS) return anywhere(archive, upload);
  const found = await messageIn(archive, owner.room, [owner.user, SERVER_USER], upload);
  return found !== undefined && (found.about === undefined || found.about.file === id) ? found.message : undefined;
}

/** A receipt, as the file store keeps it. */
export function announcementOf({ id, at, position: { epoch, offset } }: Receipt): Announcement {
  return { id, at, epoch, offset };
}

/** A file for every room is said under a key of its own in each. */
async function anywhere(archive: Archive, upload: string): Promise<Announcement | undefined> {
  for (let after = ''; ; ) {
    const rooms = await archive.rooms({ after, limit: PAGE });
    for (const room of rooms) {
      const receipt = await archive.known(room, SERVER_USER, keyForRoom(room, upload));
      if (receipt !== undefined) return announcementOf(receipt);
    }
    if (rooms.length < PAGE) return undefined;
    after = rooms.at(-1) ?? after;
  }
}

function aboutIn(data: unknown): AnnouncedFile | undefined {
  const { file, name, size, sha256 } = data as Readonly<Record<string, unknown>>;
  if (typeof file !== 'string' || typeof name !== 'string') return undefined;
  return typeof size === 'number' && typeof sha256 === 'string' ? { file, name, size, sha256 } : undefined;
}

/** Stands for the session of a sender who is gone, where a gate asks whose file it is. It has no connection and no rooms. */
export function offlineSession({ user: id, nick }: FileOwner, now: number): Session {
  const values = new Map<SessionKey<unknown>, unknown>();
  return {
    id: `absent:${id}`,
    connected: false,
    pendingBytes: 0,
    roundTripMs: undefined,
    user: { id, nick, account: undefined, sessions: new Set() },
    info: { id: 'absent', transport: 'none', openedAt: now, secure: false },
    wire: 'none/none',
    rooms: [],
    get: <T>(key: SessionKey<T>): T => (values.has(key) ? (values.get(key) as T) : key.initial()),
    set: (key, value) => void values.set(key, value),
    send() {},
    stream: () => ({ wake() {}, cancel() {} }),
    close() {},
  };
}
