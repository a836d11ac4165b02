import { Refusal, refuse, type Session } from '../../../core/index.js';
import type { Ground } from '../ground.js';
import type { StoredFile } from '../vault/index.js';
import { inTime } from './in-time.js';

/** Asks the gates of `file.scan`. @returns Why the file cannot be offered; `undefined`: it can. */
export async function scan(
  { host, settings, vault }: Ground,
  file: StoredFile,
  session: Session,
): Promise<Refusal | undefined> {
  const { id, name, size, type, sha256, owner } = file;
  const request = { file: id, room: owner.room, name, size, type, sha256, path: vault.path(file) };
  const decided = await inTime(host.clock, settings.scanMs, host.ask('file.scan', request, session));
  if (decided === undefined) return refuse('FILE_SCAN_TIMEOUT', 'Looking into the file took too long.');
  return decided instanceof Refusal ? decided : undefined;
}
