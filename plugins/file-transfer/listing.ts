import { fold } from '../../core/index.js';
import { isConversation } from './address.js';
import { urlOf } from './finish/announcement.js';
import type { Parts } from './parts.js';

/** A file that is kept, as whoever runs the hub sees it. */
export interface ListedFile {
  /** Its id. */
  readonly file: string;
  /** The folded name of the room, `*` for one of all rooms. Absent: a conversation of two. */
  readonly room?: string;
  /** As it is shown. */
  readonly name: string;
  /** In bytes. */
  readonly size: number;
  /** What its sender says it is. */
  readonly mediaType: string;
  /** In 64 small hexadecimal digits. */
  readonly sha256: string;
  /** When it was complete: milliseconds since the Unix epoch. */
  readonly at: number;
  /** What its sender was called. */
  readonly from: string;
  /** Its path on the server that has the plugin's `http`. */
  readonly url: string;
}

/** Files that are kept. */
export interface FileListing {
  /** The newest first. */
  readonly files: readonly ListedFile[];
  /** How many there are. */
  readonly total: number;
  /** Bytes of all files and uploads, whatever was asked for. */
  readonly bytes: number;
  /** How many bytes may be kept. */
  readonly most: number;
}

const USUAL = 100;

/** Lists files that are announced. */
export async function listFiles(
  { vault, pending, settings }: Parts,
  { room, limit = USUAL }: { readonly room?: string | undefined; readonly limit?: number } = {},
): Promise<FileListing> {
  const place = room === undefined ? undefined : fold(room.trim().replace(/^#/, ''));
  const { files, total } = await vault.newest({ room: place, limit });
  const listed = files
    .filter(({ id }) => !pending.has(id))
    .map((file): ListedFile => {
      const { id, name, size, type, sha256, at, owner } = file;
      const where = isConversation(owner.room) ? {} : { room: owner.room };
      const url = urlOf(file, settings.path);
      return { file: id, ...where, name, size, mediaType: type, sha256, at, from: owner.nick, url };
    });
  return { files: listed, total, bytes: vault.bytes(), most: settings.limits.totalBytes };
}

/** Removes a file that is announced. */
export async function removeFile({ vault, pending }: Parts, file: string): Promise<boolean> {
  return !pending.has(file) && (await vault.remove(file));
}
