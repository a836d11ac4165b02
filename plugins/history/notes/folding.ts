import type { Archive, Entry, Store } from '../../../core/index.js';
import { type Annotation, annotationOf } from './annotation.js';
import { type Ledger, openLedger } from './ledger.js';
import { withDeletion, withEdit } from './note.js';

/** What folding needs besides the entries. */
export interface FoldingParts {
  readonly store: Store;
  readonly archive: Archive;
  readonly room: string;
  /** See {@link openLedger}. */
  readonly recover: boolean;
}

/** What came of it. */
export interface Folded {
  /** How many of the entries were annotations. */
  readonly annotations: number;
  /** How many entries were erased. */
  readonly erased: number;
}

/**
 * Takes part of a room's log into its notes, and erases what was deleted. The same part again changes nothing: whatever it
 * was cut off in, it is begun again from its first entry.
 */
export async function foldEntries(entries: readonly Entry[], parts: FoldingParts): Promise<Folded> {
  const { store, archive, room, recover } = parts;
  const found = entries.map((entry) => ({ epoch: entry.position.epoch, annotation: annotationOf(entry) }));
  const annotations: Annotation[] = [];
  for (const { epoch, annotation } of found) {
    if (annotation !== undefined && (await isAbout(annotation, epoch, archive, room))) annotations.push(annotation);
  }
  if (annotations.length === 0) return { annotations: 0, erased: 0 };
  const reactions = annotations.filter((annotation) => annotation.kind === 'reaction');
  const ledger = await openLedger({
    store,
    room,
    recover,
    targets: annotations.map(({ target }) => target),
    reactions: reactions.map(({ target, emoji, from }) => ({ target, emoji, user: from.id })),
  });
  const gone = new Set<number>();
  for (const annotation of annotations) {
    if (annotation.offset > ledger.note(annotation.target).upTo) fold(annotation, ledger, gone);
  }
  await ledger.keepHidden();
  // Before the notes say that it is done.
  const erased = gone.size === 0 ? 0 : await archive.erase(room, [...gone]);
  await ledger.commit();
  return { annotations: annotations.length, erased };
}

/** Whether an annotation of an earlier epoch is about the message that stands at its target now. */
async function isAbout(
  { target, targetId }: Annotation,
  epoch: string,
  archive: Archive,
  room: string,
): Promise<boolean> {
  if (targetId === undefined) return true;
  const { entries } = await archive.read(room, { after: { epoch, offset: target - 1 }, limit: 1 });
  return entries.some(({ position, message }) => position.offset === target && message.id === targetId);
}

function fold(annotation: Annotation, ledger: Ledger, gone: Set<number>): void {
  const { offset, target } = annotation;
  const note = ledger.note(target);
  if (annotation.kind === 'reaction') {
    ledger.react(target, annotation.emoji, annotation.from, annotation.on, offset);
  } else if (annotation.kind === 'edit') {
    const edited = withEdit(note, offset);
    if (edited !== undefined) {
      ledger.set(target, { ...edited, upTo: offset });
      return;
    }
    // It came too late: its text is not to come back either.
    gone.add(offset);
    ledger.hide(offset);
  } else if (note.state === 'shown') {
    for (const edit of note.edits) gone.add(edit);
    for (const edit of [...note.edits, ...annotation.edits]) ledger.hide(edit);
    gone.add(target);
    ledger.set(target, { ...withDeletion(note), upTo: offset });
  }
}
