import { ChatError, Refusal, type Said, type Session } from '../../../core/index.js';
import { endingFrom } from '../exchange/transfer.js';
import type { Ground } from '../ground.js';
import { fileError, type StoredFile, type Upload, type UploadHold } from '../vault/index.js';
import type { FileDoneEvent } from '../wire/events.js';
import { absentSender } from './absent.js';
import { urlOf } from './announcement.js';
import { sayFile, sessionsOf } from './say.js';
import { scan } from './scan.js';

/** Of so many uploads it is known what became of them: a client that lost the answer asks again. */
const REMEMBERED = 1_000;

/** A file that is kept and announced, as its sender is told. */
export type Stored = Omit<FileDoneEvent, 'type'>;

/** What became of an upload. */
export type Outcome = Stored | Refusal;

/** The end of every upload, however its bytes came: checked, scanned, kept, announced. Once for each upload. */
export interface Completion {
  /**
   * Completes an upload all of whose bytes are there; one that is being completed, or was, is not completed twice.
   * @param by The session that sent it. Default: it came another way.
   */
  complete(upload: Upload, hold: UploadHold, by?: Session): Promise<Outcome>;
  /** What became, or becomes, of a user's upload; `undefined`: it was not completed here, or that is long ago. */
  known(transfer: string, user: string): Promise<Outcome> | undefined;
  /** How large the file of such an upload is, in bytes. */
  size(transfer: string, user: string): number | undefined;
}

interface Entry {
  readonly transfer: string;
  readonly user: string;
  readonly size: number;
  outcome: Promise<Outcome>;
  /** Kept, but nobody knows whether it is announced: the same message is sent again when somebody asks. */
  unsure: StoredFile | undefined;
}

/** Where uploads are completed. */
export function completionOn(ground: Ground): Completion {
  const { host, vault, pending, settings, tell } = ground;
  const entries = new Map<string, Entry>();

  async function finish(entry: Entry, upload: Upload, hold: UploadHold, by: Session | undefined): Promise<Outcome> {
    let file: StoredFile;
    try {
      file = await hold.finish();
    } catch (error) {
      hold.release();
      const refusal = lateRefusal(refusalFrom(error));
      if (refusal.code === 'FILE_CHECKSUM') tellRefused(upload, refusal);
      // The upload goes on, or is gone: either way there is nothing to be remembered.
      else entries.delete(entry.transfer);
      return refusal;
    }
    try {
      await pending.add(file.id);
      const [session = absentSender(file.owner, host.clock.now())] = sessionsOf(ground, file.owner.user, by);
      const refusal = await scan(ground, file, session);
      return refusal === undefined ? await announce(entry, file, by) : await discard(file, refusal);
    } catch (error) {
      host.log.error({ error, file: file.id }, 'A file could not be completed');
      return discard(file, refusalFrom(error));
    }
  }

  async function announce(entry: Entry, file: StoredFile, by: Session | undefined): Promise<Outcome> {
    let said: Said | Refusal;
    entry.unsure = undefined;
    try {
      said = await sayFile(ground, file, entry.transfer, by);
    } catch (error) {
      if (!(error instanceof ChatError)) throw error;
      said = refusalFrom(error);
      if (error.code === 'CHAT_BROKER_FAILED') {
        entry.unsure = file;
        return said;
      }
    }
    if (said instanceof Refusal) return discard(file, said);
    await pending.remove(file.id);
    const { id, name, size, type, sha256, owner } = file;
    const { user, nick, room } = owner;
    tell('fileStored', { file: id, room, from: { id: user, nick }, name, size, type, sha256 });
    return stored(entry.transfer, file, said);
  }

  function stored(transfer: string, file: StoredFile, { room, receipt }: Said): Stored {
    const { id, at, position } = receipt;
    const url = settings.baseUrl === undefined ? {} : { url: urlOf(file, settings.baseUrl) };
    return { transfer, file: file.id, sha256: file.sha256, room, id, ...position, at, ...url };
  }

  async function discard(file: StoredFile, refusal: Refusal): Promise<Refusal> {
    tellRefused({ owner: file.owner, facts: file }, refusal);
    try {
      await vault.remove(file.id);
      await pending.remove(file.id);
    } catch (error) {
      // It stays pending, so that nobody sees it, and goes with the next start.
      host.log.error({ error, file: file.id }, 'A file that was refused could not be removed');
    }
    return refusal;
  }

  function tellRefused({ owner, facts }: Pick<Upload, 'owner' | 'facts'>, { code, text }: Refusal): void {
    const { room, user, nick } = owner;
    tell('fileRefused', { room, from: { id: user, nick }, name: facts.name, size: facts.size, code, text });
  }

  function entryOf(transfer: string, user: string): Entry | undefined {
    const entry = entries.get(transfer);
    return entry?.user === user ? entry : undefined;
  }

  function remember(entry: Entry): void {
    entries.set(entry.transfer, entry);
    if (entries.size <= REMEMBERED) return;
    const [oldest] = entries.keys();
    if (oldest !== undefined) entries.delete(oldest);
  }

  return {
    complete(upload, hold, by) {
      const known = entries.get(upload.id);
      if (known !== undefined) return known.outcome;
      const { id: transfer, owner, facts } = upload;
      const entry: Entry = { transfer, user: owner.user, size: facts.size, outcome: nothing, unsure: undefined };
      remember(entry);
      entry.outcome = finish(entry, upload, hold, by);
      return entry.outcome;
    },
    size: (transfer, user) => entryOf(transfer, user)?.size,
    known(transfer, user) {
      const entry = entryOf(transfer, user);
      if (entry === undefined) return undefined;
      if (entry.unsure !== undefined) entry.outcome = announce(entry, entry.unsure, undefined);
      return entry.outcome;
    },
  };
}

const nothing: Promise<Outcome> = Promise.resolve(new Refusal('FILE_UNKNOWN', 'There is no such transfer.'));

/** Every byte had come: what is missing now could not be written. */
function lateRefusal(refusal: Refusal): Refusal {
  return refusal.code === 'FILE_INCOMPLETE' ? refusalFrom(fileError('FILE_STORE_FAILED')) : refusal;
}

function refusalFrom(error: unknown): Refusal {
  const { code, text } = endingFrom(error);
  return new Refusal(code, text, error instanceof ChatError ? error.details : undefined);
}
