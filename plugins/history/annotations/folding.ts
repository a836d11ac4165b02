import type { Archive, Author, Entry, Store } from '../../../core/index.js';
import { type Annotation, annotationOf, sameForm } from './annotation.js';
import { keys } from './keys.js';
import {
  fitting,
  hiddenAnnotations,
  type MessageAnnotations,
  noAnnotations,
  withDeletion,
  withEdit,
  withReaction,
} from './message-annotations.js';

/** What folding needs besides the entries. */
export interface FoldOptions {
  readonly store: Store;
  readonly archive: Archive;
  readonly room: string;
  /** See {@link openBatch}. */
  readonly recover: boolean;
}

/** What came of it. */
export interface FoldResult {
  /** How many of the entries were annotations. */
  readonly annotations: number;
  /** How many entries were erased. */
  readonly erased: number;
}

/**
 * Takes part of a room's log into its notes, and erases what was deleted. The same part again changes nothing: whatever it
 * was cut off in, it is begun again from its first entry.
 */
export async function foldEntries(entries: readonly Entry[], parts: FoldOptions): Promise<FoldResult> {
  const { store, archive, room, recover } = parts;
  const found = entries.map((entry) => ({ epoch: entry.position.epoch, annotation: annotationOf(entry) }));
  const annotations: Annotation[] = [];
  for (const { epoch, annotation } of found) {
    if (annotation !== undefined && (await isAbout(annotation, epoch, archive, room))) annotations.push(annotation);
  }
  if (annotations.length === 0) return { annotations: 0, erased: 0 };
  const reactions = annotations.filter((annotation) => annotation.kind === 'reaction');
  const batch = await openBatch({
    store,
    room,
    recover,
    targets: annotations.map(({ target }) => target),
    reactions: reactions.map(({ target, emoji, from }) => ({ target, emoji, user: from.id })),
  });
  const gone = new Set<number>();
  for (const annotation of annotations) {
    if (annotation.offset > batch.note(annotation.target).upTo) fold(annotation, batch, gone);
  }
  await batch.keepHidden();
  // Before the notes say that it is done.
  const erased = gone.size === 0 ? 0 : await archive.erase(room, [...gone]);
  await batch.commit();
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

function fold(annotation: Annotation, batch: AnnotationBatch, gone: Set<number>): void {
  const { offset, target } = annotation;
  const note = batch.note(target);
  if (annotation.kind === 'reaction') {
    batch.react(target, annotation.emoji, annotation.from, annotation.on, offset);
  } else if (annotation.kind === 'edit') {
    const edited = withEdit(note, offset);
    if (edited !== undefined) {
      batch.set(target, { ...edited, upTo: offset });
      return;
    }
    // It came too late: its text is not to come back either.
    gone.add(offset);
    batch.hide(offset);
  } else if (note.state === 'shown') {
    for (const edit of note.edits) gone.add(edit);
    for (const edit of [...note.edits, ...annotation.edits]) batch.hide(edit);
    gone.add(target);
    batch.set(target, { ...withDeletion(note), upTo: offset });
  }
}

/** Key of a possible reaction. */
export interface ReactionKey {
  readonly target: number;
  readonly emoji: string;
  readonly user: string;
}

/** Which notes to load, for which room. */
export interface BatchOptions {
  readonly store: Store;
  readonly room: string;
  readonly targets: readonly number[];
  readonly reactions: readonly ReactionKey[];
  /** Whether the hub may have been cut off while it wrote: then what it did not come to write is written now. */
  readonly recover: boolean;
}

/** Notes of one room that are changed together. Nothing is written before {@link AnnotationBatch.commit}. */
export interface AnnotationBatch {
  /** A note that was loaded, or set since. */
  note(target: number): MessageAnnotations;
  /** Changes a note. */
  set(target: number, note: MessageAnnotations): void;
  /** From now on an annotation that is erased is not taken for a message. */
  hide(offset: number): void;
  /** Adds or removes a reaction. Does nothing if it has no effect. */
  react(target: number, emoji: string, from: Author, on: boolean, upTo: number): void;
  /** Writes hidden entries before they are erased: afterwards their kind is unknown. */
  keepHidden(): Promise<void>;
  /**
   * Writes the annotations, then the reactors. After a crash in between, the next batch with `recover` completes it from the
   * annotations.
   */
  commit(): Promise<void>;
}

/** Loads the annotations of messages, and whether the given users have reacted to them. */
export async function openBatch({ store, room, targets, reactions, recover }: BatchOptions): Promise<AnnotationBatch> {
  const notes = new Map<number, MessageAnnotations>();
  const changed = new Set<number>();
  const unseen = new Set<number>();
  const reacted = new Map<string, boolean>();
  const writes = new Map<string, { readonly target: number; readonly from: Author | undefined }>();
  const keyOf = (target: number, emoji: string, user: string) => keys.reactor(room, target, sameForm(emoji), user);

  const loading = [...new Set(targets)].map(async (target) => {
    const kept = (await store.get(keys.note(room, target))) as MessageAnnotations | undefined;
    // What the last batch has written is done with, unless it was cut off.
    notes.set(target, kept === undefined || recover ? (kept ?? noAnnotations) : { ...kept, changes: [] });
  });
  const asking = reactions.map(async ({ target, emoji, user }) => {
    const key = keyOf(target, emoji, user);
    if (!reacted.has(key)) reacted.set(key, (await store.get(key)) !== undefined);
  });
  await Promise.all([...loading, ...asking]);
  for (const [target, { changes }] of notes) {
    for (const { emoji, id, nick } of changes) write(target, emoji, id, nick);
  }

  /** @param nick Absent: they have not reacted any more. */
  function write(target: number, emoji: string, id: string, nick: string | undefined): void {
    const key = keyOf(target, emoji, id);
    reacted.set(key, nick !== undefined);
    writes.set(key, { target, from: nick === undefined ? undefined : { id, nick } });
  }

  function set(target: number, note: MessageAnnotations): void {
    notes.set(target, note);
    changed.add(target);
  }

  const isGone = (target: number): boolean => notes.get(target)?.state === 'deleted';

  async function forgetReactors(target: number): Promise<void> {
    const prefix = keys.reactorsTo(room, target);
    for (let rows = await next(); rows.length > 0; rows = await next()) {
      await Promise.all(rows.map(({ key }) => store.delete(key)));
    }
    function next() {
      return store.list({ prefix, limit: 500 });
    }
  }

  async function keep(targets: Iterable<number>): Promise<void> {
    const puts = [...targets].map((target) =>
      store.put(keys.note(room, target), fitting(notes.get(target) ?? noAnnotations)),
    );
    await Promise.all(puts);
  }

  return {
    note: (target) => notes.get(target) ?? noAnnotations,
    set,
    hide(offset) {
      notes.set(offset, hiddenAnnotations);
      unseen.add(offset);
    },
    async keepHidden() {
      await keep(unseen);
      unseen.clear();
    },
    react(target, emoji, from, on, upTo) {
      const key = keyOf(target, emoji, from.id);
      if ((reacted.get(key) ?? false) === on) return;
      const note = withReaction(notes.get(target) ?? noAnnotations, emoji, from, on);
      if (note === undefined) return;
      set(target, { ...note, upTo });
      write(target, emoji, from.id, on ? from.nick : undefined);
    },
    async commit() {
      // Deleted messages have no reactors, and nothing deletes the reactor keys later.
      for (const target of changed) if (isGone(target)) await forgetReactors(target);
      await keep([...unseen, ...changed]);
      const puts = [...writes].map(async ([key, { target, from }]) => {
        if (from === undefined) await store.delete(key);
        else if (!isGone(target)) await store.put(key, { id: from.id, nick: from.nick });
      });
      await Promise.all(puts);
    },
  };
}
