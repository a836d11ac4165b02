import { type Command, type Entry, type PluginHost, Refusal, refuse, type Store } from '../../../core/index.js';

import { annotationOf, isAnnotation } from '../annotations/annotation.js';
import { openBatch } from '../annotations/folding.js';
import { withDeletion } from '../annotations/message-annotations.js';
import type { ErasedEvent } from '../events.js';
import { flag, userOf } from '../fields.js';
import type { HistoryContext } from '../reading/annotated-entry.js';
import { type Cursor, cursorText, type SubjectInput, subjectIn, subjectOf, writingsOf } from './cursor.js';

/** What `history.erase` is asked for. */
export interface EraseInput extends SubjectInput {
  readonly confirm: boolean;
}

/** Time limit of one request in milliseconds; the client then continues with a cursor. */
const PATIENCE_MS = 4_000;

/** `history.erase`: all that I wrote is gone for good, in every room. */
export const eraseOwn = (
  host: PluginHost,
  sources: HistoryContext,
  isOperator: Parameters<typeof subjectOf>[2],
): Command<EraseInput> => ({
  name: 'history.erase',
  summary: 'Erases all that you wrote, for good.',
  parse: (fields) => ({ ...subjectIn(fields), confirm: flag(fields, 'confirm', false) }),
  async run({ user: wanted, cursor, confirm }, session) {
    const user = subjectOf(session, wanted, isOperator);
    if (user instanceof Refusal) return user;
    if (!confirm) return refuse('HISTORY_CONFIRM', 'Nothing brings back what is erased. Say confirm: true.');
    const until = host.clock.monotonic() + PATIENCE_MS;
    let part: string | undefined = cursor.part;
    let erased = 0;
    do {
      const writings = await writingsOf(host.chat.archive, user, part);
      const done = await eraseIn(host, sources, writings.entries);
      if (done instanceof Refusal) return done;
      erased += done;
      part = writings.next;
    } while (part !== undefined && host.clock.monotonic() < until);
    if (erased > 0) host.emit('counted', { plugin: 'history', what: 'erased', amount: erased });
    if (user !== userOf(session).id) host.log.info({ session: session.id, user, erased }, 'erased by an operator');
    const next: Cursor = { part, after: undefined };
    return { erased, ...(part === undefined ? {} : { cursor: cursorText(next) }) };
  },
});

/** Erases entries room by room; resolves to how many there were. */
async function eraseIn(
  host: PluginHost,
  sources: HistoryContext,
  entries: readonly Entry[],
): Promise<number | Refusal> {
  let erased = 0;
  for (const [room, there] of byRoom(entries)) {
    const end = await sources.annotations.fold(room);
    if (end instanceof Refusal) return end;
    const gone = await forgetEntries(host.store, sources, room, there);
    erased += gone.offsets.length;
    notifyErased(host, room, gone, there.at(-1)?.message.from.nick);
  }
  return erased;
}

function byRoom(entries: readonly Entry[]): ReadonlyMap<string, readonly Entry[]> {
  const rooms = new Map<string, Entry[]>();
  for (const entry of entries) {
    const there = rooms.get(entry.message.room);
    if (there === undefined) rooms.set(entry.message.room, [entry]);
    else there.push(entry);
  }
  return rooms;
}

/** What was erased of a room. */
export interface Forgotten {
  readonly epoch: string;
  /** Where the messages stood, and the edits of them. */
  readonly offsets: readonly number[];
  /** How many of them were messages. */
  readonly messages: number;
}

/**
 * Erases entries of one author and room for good: messages with all of their edits, edits, reactions. Deletions stay, since
 * they say nothing but that something is gone. Done again after having been cut off, it goes on.
 */
export async function forgetEntries(
  store: Store,
  { archive, annotations: index }: HistoryContext,
  room: string,
  entries: readonly Entry[],
): Promise<Forgotten> {
  const kept = entries.filter(({ message }) => message.kind !== 'erased' && message.kind !== 'delete');
  const [first] = kept;
  if (first === undefined) return { epoch: '', offsets: [], messages: 0 };
  return index.lock(room, async () => {
    const annotations = kept.map(annotationOf).filter((found) => found !== undefined);
    const messages = kept.filter(({ message }) => !isAnnotation(message.kind)).map(({ position }) => position.offset);
    const reactions = annotations.filter((annotation) => annotation.kind === 'reaction');
    const batch = await openBatch({
      store,
      room,
      targets: [...messages, ...reactions.map(({ target }) => target)],
      reactions: reactions.map(({ target, emoji, from }) => ({ target, emoji, user: from.id })),
      recover: true,
    });
    const gone = new Set(kept.map(({ position }) => position.offset));
    for (const { target, emoji, from } of reactions) batch.react(target, emoji, from, false, batch.note(target).upTo);
    for (const offset of messages) {
      const note = batch.note(offset);
      for (const edit of note.edits) {
        gone.add(edit);
        batch.hide(edit);
      }
      batch.set(offset, withDeletion(note));
    }
    for (const { message, position } of kept) if (isAnnotation(message.kind)) batch.hide(position.offset);
    // The notes first: what is in the log still is found again, should this be cut off.
    await batch.commit();
    await archive.erase(room, [...gone]);
    index.erasures.add(room);
    return {
      epoch: first.position.epoch,
      offsets: [...gone].sort((one, other) => one - other),
      messages: messages.length,
    };
  });
}

/** Maximum number of offsets per event. */
const MOST = 500;

/** Notifies a room or direct conversation of erased messages. @param nick The author's; `undefined`: unknown. */
export function notifyErased({ chat }: PluginHost, room: string, gone: Forgotten, nick: string | undefined): void {
  for (let at = 0; at < gone.offsets.length; at += MOST) {
    const what = gone.messages === 1 ? 'A message' : `${gone.messages} messages`;
    const isFirst = at === 0 && gone.messages > 0 && nick !== undefined;
    const event: ErasedEvent = {
      type: 'erased',
      room,
      epoch: gone.epoch,
      offsets: gone.offsets.slice(at, at + MOST),
      ...(isFirst ? { line: `${what} of ${nick} ${gone.messages === 1 ? 'is' : 'are'} erased.` } : {}),
    };
    if (!room.startsWith('@')) chat.signal(room, event);
    else for (const session of chat.sessions()) if (session.rooms.includes(room)) session.send(event);
  }
}
