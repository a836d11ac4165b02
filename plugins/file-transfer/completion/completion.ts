import { ChatError, Refusal, refuse, type Said, type Session } from '../../../core/index.js';
import type { FileContext } from '../context.js';
import type { FileDoneEvent } from '../events.js';
import { type Announcement, fileError, type StoredFile, type Upload, type UploadHold } from '../file-store/index.js';
import { abortReasonFrom } from '../transfers/transfer.js';
import {
  announceFile,
  announcementIn,
  announcementOf,
  messageIn,
  NO_EPOCH,
  offlineSession,
  sessionsOf,
  urlOf,
} from './announcement.js';
import { scan } from './pending.js';

/** Number of outcomes kept for clients that lost the answer and ask again. */
const REMEMBERED = 1_000;
/** Maximum number of rooms whose logs are searched for an upload's message. */
const ROOMS = 64;

/** A stored and announced file, as reported to its sender. */
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
  /** What became, or becomes, of a user's upload; `undefined`: that is not remembered. */
  known(transfer: string, user: string): Promise<Outcome> | undefined;
  /** How large the file of such an upload is, in bytes. */
  size(transfer: string, user: string): number | undefined;
  /**
   * Finds out what became of an upload that is not remembered, such as one of an earlier process: by the file that it has
   * become, and by the rooms' logs. What is found is remembered.
   * @param room Where it was sent to, if the client says so. Default: any room that the user is in.
   * @returns The size of the file; a refusal `FILE_GONE` where its message was deleted; `undefined`: there is nothing.
   */
  recall(transfer: string, session: Session, room?: string): Promise<number | Refusal | undefined>;
  /** Whether a file that is pending is being completed, or may still be announced. */
  isOpen(file: string): boolean;
}

interface Entry {
  readonly transfer: string;
  readonly user: string;
  readonly size: number;
  outcome: Promise<Outcome>;
  /** Kept, but the broker could not tell whether it is announced: the same message is sent again when it is asked for. */
  unsure: StoredFile | undefined;
}

/** After these errors the message may still be kept: the file stays, and repeating the command completes it. */
const brokerFaults: ReadonlySet<string> = new Set(['CHAT_BROKER_FAILED', 'CHAT_DISK_FULL']);

/** Where uploads are completed. */
export function createCompletion(context: FileContext): Completion {
  const { host, fileStore, settings, emit } = context;
  const { archive } = host.chat;
  const entries = new Map<string, Entry>();
  /** Pending files, and until when they must not be removed: milliseconds since the Unix epoch. */
  const open = new Map<string, number>();

  async function finish(entry: Entry, upload: Upload, hold: UploadHold, by: Session | undefined): Promise<Outcome> {
    let file: StoredFile;
    try {
      file = await hold.finish();
    } catch (error) {
      hold.release();
      const refusal = lateRefusal(refusalFrom(error));
      if (refusal.code === 'FILE_CHECKSUM') emitRefused(upload, refusal);
      // The upload goes on, or is gone: either way there is nothing to be remembered.
      else entries.delete(entry.transfer);
      return refusal;
    }
    open.set(file.id, Number.POSITIVE_INFINITY);
    let refusal: Refusal | undefined;
    try {
      const [session = offlineSession(file.owner, host.clock.now())] = sessionsOf(context, file.owner.user, by);
      refusal = await scan(context, file, session);
    } catch (error) {
      host.log.error({ error, file: file.id }, 'A file could not be scanned');
      refusal = refusalFrom(error);
    }
    return refusal === undefined ? announce(entry, file, by) : discard(file, refusal);
  }

  /** Nothing takes a file back once its message is out. Never rejects. */
  async function announce(entry: Entry, file: StoredFile, by: Session | undefined): Promise<Outcome> {
    entry.unsure = undefined;
    let said: Said | Refusal | 'unsure';
    try {
      said = await announceFile(context, file, entry.transfer, by);
    } catch (error) {
      if (!(error instanceof ChatError)) host.log.error({ error, file: file.id }, 'A file could not be announced');
      said = await looked(entry, file, error);
      if (said === 'unsure') {
        entry.unsure = file;
        open.set(file.id, host.clock.monotonic() + settings.limits.uploadMs);
        return refusalFrom(error);
      }
    }
    if (said instanceof Refusal) return discard(file, said);
    const { receipt, room } = said;
    // Seen at once; where the store fails, the record is put right later.
    const noting = fileStore.markAnnounced(
      file.id,
      receipt.position.epoch === NO_EPOCH ? undefined : announcementOf(receipt),
    );
    open.delete(file.id);
    await noting.catch((error: unknown) => {
      host.log.warn({ error, file: file.id }, 'The announcement of a file is not stored yet');
    });
    const { id, name, size, type, sha256, owner } = file;
    const { user, nick } = owner;
    emit('fileStored', { file: id, room: owner.room, from: { id: user, nick }, name, size, type, sha256 });
    return stored(entry.transfer, file, room, announcementOf(receipt));
  }

  /** After an error only the log can tell whether the message is out. */
  async function looked(entry: Entry, file: StoredFile, error: unknown): Promise<Said | Refusal | 'unsure'> {
    const isRefused = error instanceof ChatError && !brokerFaults.has(error.code);
    try {
      const message = await announcementIn(archive, file, entry.transfer);
      if (message === undefined) return isRefused ? refusalFrom(error) : 'unsure';
      const { id, at, epoch, offset } = message;
      return { room: file.owner.room, receipt: { id, at, position: { epoch, offset }, duplicate: true } };
    } catch {
      return isRefused ? refusalFrom(error) : 'unsure';
    }
  }

  function stored(
    transfer: string,
    file: Pick<StoredFile, 'id' | 'name' | 'sha256'>,
    room: string,
    { id, epoch, offset, at }: Announcement,
  ): Stored {
    const { baseUrl } = settings;
    const url = baseUrl === undefined ? {} : { url: urlOf(file, baseUrl) };
    return { transfer, file: file.id, sha256: file.sha256, room, id, epoch, offset, at, ...url };
  }

  async function discard(file: StoredFile, refusal: Refusal): Promise<Refusal> {
    emitRefused({ owner: file.owner, facts: file }, refusal);
    open.delete(file.id);
    try {
      await fileStore.remove(file.id);
    } catch (error) {
      // It stays pending and invisible until the next sweep or start removes it.
      host.log.error({ error, file: file.id }, 'A file that was refused could not be removed');
    }
    return refusal;
  }

  function emitRefused({ owner, facts }: Pick<Upload, 'owner' | 'facts'>, { code, text }: Refusal): void {
    const { room, user, nick } = owner;
    emit('fileRefused', { room, from: { id: user, nick }, name: facts.name, size: facts.size, code, text });
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

  async function fromLog(
    transfer: string,
    session: Session,
    wanted: string | undefined,
  ): Promise<Entry | Refusal | undefined> {
    const user = session.user?.id ?? '';
    const sessions = [...(session.user?.sessions ?? [])];
    const rooms = new Set([...(wanted === undefined ? [] : [wanted]), ...sessions.flatMap((each) => each.rooms)]);
    for (const room of [...rooms].slice(0, ROOMS)) {
      const found = await messageIn(archive, room, [user], transfer);
      if (found === undefined) continue;
      const { about, message } = found;
      if (about === undefined) {
        return refuse('FILE_GONE', 'The file was announced, and its message was deleted since.', { transfer });
      }
      const outcome = stored(transfer, { id: about.file, name: about.name, sha256: about.sha256 }, room, message);
      return { transfer, user, size: about.size, outcome: Promise.resolve(outcome), unsure: undefined };
    }
    return undefined;
  }

  async function fromFileStore(transfer: string, user: string): Promise<Entry | undefined> {
    const found = await fileStore.outcome(transfer);
    if (found === undefined || found.file.owner.user !== user) return undefined;
    const { file, message } = found;
    const outcome = Promise.resolve(stored(transfer, file, file.owner.room, message));
    return { transfer, user, size: file.size, outcome, unsure: undefined };
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
    async recall(transfer, session, room) {
      const user = session.user?.id ?? '';
      const found = (await fromFileStore(transfer, user)) ?? (await fromLog(transfer, session, room));
      if (found === undefined || found instanceof Refusal) return found;
      // Another one may have been quicker.
      if (!entries.has(transfer)) remember(found);
      return found.size;
    },
    isOpen: (file) => (open.get(file) ?? 0) > host.clock.monotonic(),
  };
}

const nothing: Promise<Outcome> = Promise.resolve(new Refusal('FILE_UNKNOWN', 'There is no such transfer.'));

/** Every byte had come: what is missing now could not be written. */
function lateRefusal(refusal: Refusal): Refusal {
  return refusal.code === 'FILE_INCOMPLETE' ? refusalFrom(fileError('FILE_STORE_FAILED')) : refusal;
}

function refusalFrom(error: unknown): Refusal {
  const { code, text } = abortReasonFrom(error);
  return new Refusal(code, text, error instanceof ChatError ? error.details : undefined);
}
