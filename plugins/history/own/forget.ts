import type { Entry, Store } from '../../../core/index.js';
import { annotationOf, isAnnotation } from '../notes/annotation.js';
import { openLedger } from '../notes/ledger.js';
import { withDeletion } from '../notes/note.js';
import type { Sources } from '../reading/shown.js';

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
  { archive, notebook }: Sources,
  room: string,
  entries: readonly Entry[],
): Promise<Forgotten> {
  const kept = entries.filter(({ message }) => message.kind !== 'erased' && message.kind !== 'delete');
  const [first] = kept;
  if (first === undefined) return { epoch: '', offsets: [], messages: 0 };
  return notebook.change(room, async () => {
    const annotations = kept.map(annotationOf).filter((found) => found !== undefined);
    const messages = kept.filter(({ message }) => !isAnnotation(message.kind)).map(({ position }) => position.offset);
    const reactions = annotations.filter((annotation) => annotation.kind === 'reaction');
    const ledger = await openLedger({
      store,
      room,
      targets: [...messages, ...reactions.map(({ target }) => target)],
      reactions: reactions.map(({ target, emoji, from }) => ({ target, emoji, user: from.id })),
      recover: true,
    });
    const gone = new Set(kept.map(({ position }) => position.offset));
    for (const { target, emoji, from } of reactions) ledger.react(target, emoji, from, false, ledger.note(target).upTo);
    for (const offset of messages) {
      const note = ledger.note(offset);
      for (const edit of note.edits) {
        gone.add(edit);
        ledger.hide(edit);
      }
      ledger.set(offset, withDeletion(note));
    }
    for (const { message, position } of kept) if (isAnnotation(message.kind)) ledger.hide(position.offset);
    // The notes first: what is in the log still is found again, should this be cut off.
    await ledger.commit();
    await archive.erase(room, [...gone]);
    notebook.erasures.add(room);
    return {
      epoch: first.position.epoch,
      offsets: [...gone].sort((one, other) => one - other),
      messages: messages.length,
    };
  });
}
