import { fold } from '../../core/index.js';
import { isDirect } from './address.js';
import { urlOf } from './completion/announcement.js';
import type { FileStore } from './file-store/index.js';
import type { TransferContext } from './transfer-context.js';

/** A stored file, as operators see it. */
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

/** An unfinished upload, as operators see it. */
export interface ListedUpload {
  /** Its id. It is a secret: with it anybody can go on with the upload. */
  readonly upload: string;
  /** The folded name of the room, `*` for one of all rooms. Absent: a direct conversation. */
  readonly room?: string;
  /** As it will be shown. */
  readonly name: string;
  /** What was announced, in bytes. */
  readonly size: number;
  /** What has arrived, in bytes. */
  readonly arrived: number;
  /** The nick of its sender. */
  readonly from: string;
  /** Whether its sender has no account. */
  readonly guest: boolean;
  /** The network that it is sent from. Absent: not known, or this machine. */
  readonly network?: string;
  /** When a byte arrived last: milliseconds since the Unix epoch. */
  readonly movedAt: number;
  /** When it is given up unless more arrives: milliseconds since the Unix epoch. */
  readonly expiresAt: number;
  /** Whether a connection sends it now. */
  readonly connected: boolean;
}

/** Files that are kept, and uploads that are under way. */
export interface FileListing {
  /** The newest first. */
  readonly files: readonly ListedFile[];
  /** How many there are. */
  readonly total: number;
  /** Bytes of all files and uploads, whatever was asked for. Of an upload those count that have arrived. */
  readonly bytes: number;
  /** How many bytes may be kept. */
  readonly most: number;
  /** Bytes of the files and uploads of all guests. */
  readonly guestBytes: number;
  /** How many bytes guests may have together. */
  readonly guestMost: number;
  /** Unfinished uploads of all rooms, those with the most bytes first. */
  readonly uploads: readonly ListedUpload[];
}

const USUAL = 100;

/** Lists files that are announced. */
export async function listFiles(
  { fileStore, settings }: TransferContext,
  { room, limit = USUAL }: { readonly room?: string | undefined; readonly limit?: number } = {},
): Promise<FileListing> {
  const place = room === undefined ? undefined : fold(room.trim().replace(/^#/, ''));
  const { files, total } = await fileStore.newest({ room: place, limit });
  const listed = files.map((file): ListedFile => {
    const { id, name, size, type, sha256, at, owner } = file;
    const where = isDirect(owner.room) ? {} : { room: owner.room };
    const url = urlOf(file, settings.path);
    return { file: id, ...where, name, size, mediaType: type, sha256, at, from: owner.nick, url };
  });
  const { totalBytes: most, guestBytes: guestMost } = settings.limits;
  return {
    files: listed,
    total,
    bytes: fileStore.bytes(),
    most,
    guestBytes: fileStore.guestBytes(),
    guestMost,
    uploads: uploadsIn(fileStore),
  };
}

/** Removes a file that is announced. */
export async function removeFile({ fileStore }: TransferContext, file: string): Promise<boolean> {
  return !fileStore.isPending(file) && (await fileStore.remove(file));
}

/** Lists unfinished uploads, those with the most bytes first. */
function uploadsIn(fileStore: FileStore): readonly ListedUpload[] {
  const listed = fileStore.uploads().map(({ id, facts, owner, offset, movedAt, expiresAt, held }): ListedUpload => {
    const where = isDirect(owner.room) ? {} : { room: owner.room };
    const network = owner.network === undefined ? {} : { network: owner.network };
    return {
      upload: id,
      ...where,
      name: facts.name,
      size: facts.size,
      arrived: offset,
      from: owner.nick,
      guest: owner.guest === true,
      ...network,
      movedAt,
      expiresAt,
      connected: held,
    };
  });
  return listed.toSorted((one, other) => other.arrived - one.arrived);
}
