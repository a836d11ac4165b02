import type { Ground } from '../ground.js';
import { announcementIn } from './announced.js';

/**
 * Decides on the files that are pending in the store, by the log: a file whose message is there is announced, any other one is
 * removed, with its bytes. A file that is seen already is never removed.
 * @param keeps Whether a file that was not announced must stay for now. Default: none must.
 * @returns Whether all could be decided; what could not stays unseen.
 */
export async function settlePending(
  { vault, host }: Pick<Ground, 'vault' | 'host'>,
  keeps: (file: string) => boolean = () => false,
): Promise<boolean> {
  let isDone = true;
  for (const { file, upload } of await vault.pending()) {
    try {
      const message = await announcementIn(host.chat.archive, file, upload);
      if (message !== undefined || !vault.isPending(file.id)) await vault.announced(file.id, message);
      else if (!keeps(file.id)) await vault.remove(file.id);
    } catch (error) {
      isDone = false;
      host.log.error({ error, file: file.id }, 'It could not be decided whether a file was announced');
    }
  }
  return isDone;
}
