import { type Clock, type Gate, isJsonObject, Refusal, refuse, type Session } from '../../../core/index.js';

import type { FileContext } from '../context.js';
import type { FileStore, StoredFile } from '../file-store/index.js';
import { announcementIn } from './announcement.js';

/**
 * Decides on the files that are pending in the store, by the log: a file whose message is there is announced, any other one is
 * removed, with its bytes. A file that is seen already is never removed.
 * @param keeps Whether a file that was not announced must stay for now. Default: none must.
 * @returns Whether all could be decided; what could not stays unseen.
 */
export async function settlePending(
  { fileStore, host }: Pick<FileContext, 'fileStore' | 'host'>,
  keeps: (file: string) => boolean = () => false,
): Promise<boolean> {
  let isDone = true;
  for (const { file, upload } of await fileStore.pending()) {
    try {
      const message = await announcementIn(host.chat.archive, file, upload);
      if (message !== undefined || !fileStore.isPending(file.id)) await fileStore.markAnnounced(file.id, message);
      else if (!keeps(file.id)) await fileStore.remove(file.id);
    } catch (error) {
      isDone = false;
      host.log.error({ error, file: file.id }, 'Cannot determine whether a file was announced');
    }
  }
  return isDone;
}

/**
 * A gate for `publish`: where another one has taken a file's name out of the text, it would still be in the data, in the
 * room's list and in the address. A gate of `file` can give the file another name; here it is too late for that.
 */
export function nameGuard({ isPending }: Pick<FileStore, 'isPending'>): Gate<'publish'> {
  return (draft) => {
    const { kind, data, text } = draft;
    if (kind !== 'file' || !isJsonObject(data) || !isPending(String(data.file))) return draft;
    if (text.startsWith(`${String(data.name)} (`)) return draft;
    return refuse('FILE_NAME', 'The name of the file is not allowed here.');
  };
}

/** Asks the gates of `file.scan`. @returns Why the file cannot be offered; `undefined`: it can. */
export async function scan(
  { host, settings, fileStore }: FileContext,
  file: StoredFile,
  session: Session,
): Promise<Refusal | undefined> {
  const { id, name, size, type, sha256, owner } = file;
  const request = { file: id, room: owner.room, name, size, type, sha256, path: fileStore.path(file) };
  const decided = await withTimeout(host.clock, settings.scanMs, host.ask('file.scan', request, session));
  if (decided === undefined) return refuse('FILE_SCAN_TIMEOUT', 'Looking into the file took too long.');
  return decided instanceof Refusal ? decided : undefined;
}

/** What the work comes to, or `undefined` when `ms` milliseconds have passed before that; it goes on all the same. */
export function withTimeout<T>(clock: Clock, ms: number, work: Promise<T>): Promise<T | undefined> {
  return new Promise((resolve, reject) => {
    const cancel = clock.after(ms, () => resolve(undefined));
    work.then(resolve, reject).finally(cancel);
  });
}
