import type { Archive, Entry } from '../../../core/index.js';
import { isAnnotation } from '../notes/annotation.js';
import type { Note } from '../notes/note.js';
import type { Notebook } from '../notes/notebook.js';

/** Where entries and what is known of them come from. */
export interface Sources {
  readonly archive: Archive;
  readonly notebook: Notebook;
}

/** An entry that is shown, and what is known of it. */
export interface Shown {
  readonly entry: Entry;
  /** What later entries say of it; `undefined`: nothing. */
  readonly note: Note | undefined;
  /** Its newest edit; `undefined`: it was not edited. */
  readonly edit: Entry | undefined;
}

/** Entries with what is known of them; of annotations nothing is. */
export async function showing(sources: Sources, room: string, entries: readonly Entry[]): Promise<Shown[]> {
  const offsets = entries.filter(({ message }) => !isAnnotation(message.kind)).map(({ position }) => position.offset);
  const notes = await sources.notebook.notes(room, offsets);
  return Promise.all(
    entries.map(async (entry) => {
      const note = notes.get(entry.position.offset);
      const newest = note?.edits.at(-1);
      const edit = newest === undefined ? undefined : await entryAt(sources, room, entry.position.epoch, newest);
      return { entry, note, edit };
    }),
  );
}

/** One entry of a room's log; `undefined` where it is not kept. */
export async function entryAt(
  { archive }: Pick<Sources, 'archive'>,
  room: string,
  epoch: string,
  offset: number,
): Promise<Entry | undefined> {
  const { entries } = await archive.read(room, { after: { epoch, offset: offset - 1 }, limit: 1 });
  return entries.find(({ position }) => position.epoch === epoch && position.offset === offset);
}

/** Whether nothing of a message is to be shown but its place. */
export function isGone({ entry, note, edit }: Shown): boolean {
  if (entry.message.kind === 'erased' || note?.state === 'deleted') return true;
  // Where the newest text is gone, the old one is not to come back.
  return (note?.edits.length ?? 0) > 0 && (edit === undefined || edit.message.kind === 'erased');
}
