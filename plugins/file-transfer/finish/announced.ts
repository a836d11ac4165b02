import { type Archive, isJsonObject, type Receipt } from '../../../core/index.js';
import { EVERYWHERE, keyIn, OWN_USER } from '../own.js';
import type { Announcement, StoredFile } from '../vault/index.js';

/** So many rooms are looked at in one step. */
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
  if (owner.room === EVERYWHERE) return anywhere(archive, upload);
  const found = await messageIn(archive, owner.room, [owner.user, OWN_USER], upload);
  return found !== undefined && (found.about === undefined || found.about.file === id) ? found.message : undefined;
}

/** A receipt, as the vault keeps it. */
export function announcementOf({ id, at, position: { epoch, offset } }: Receipt): Announcement {
  return { id, at, epoch, offset };
}

/** A file for every room is said under a key of its own in each. */
async function anywhere(archive: Archive, upload: string): Promise<Announcement | undefined> {
  for (let after = ''; ; ) {
    const rooms = await archive.rooms({ after, limit: PAGE });
    for (const room of rooms) {
      const receipt = await archive.known(room, OWN_USER, keyIn(room, upload));
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
