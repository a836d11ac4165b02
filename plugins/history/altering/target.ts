import { type Entry, type Position, Refusal, refuse } from '../../../core/index.js';
import { isAnnotation } from '../notes/annotation.js';
import type { Note } from '../notes/note.js';
import { blank } from '../notes/note.js';
import { gatherBack } from '../reading/gather.js';
import { entryAt, isGone, type Shown, type Sources, showing } from '../reading/shown.js';

/** A message that is to be changed, and what is known of it. */
export interface Target {
  readonly entry: Entry;
  readonly note: Note;
}

/**
 * The message at a place of a room's log, or, without a place, the last one there.
 * @param author Whose last one; `undefined`: anybody's.
 * @returns It, or a refusal: `HISTORY_UNKNOWN`, `HISTORY_GONE`, `HISTORY_NOT_A_MESSAGE`, `HISTORY_BEHIND`.
 */
export async function findTarget(
  sources: Sources,
  room: string,
  place: Position | undefined,
  author: string | undefined,
): Promise<Target | Refusal> {
  const end = await sources.notebook.fold(room);
  if (end instanceof Refusal) return end;
  if (end === undefined) return unknown();
  const shown = place === undefined ? await last(sources, room, end, author) : await at(sources, room, place);
  if (shown === undefined) return unknown();
  const { entry, note = blank } = shown;
  if (isAnnotation(entry.message.kind) || note.state === 'hidden') {
    return refuse('HISTORY_NOT_A_MESSAGE', 'That is no message, but something about one.');
  }
  if (isGone(shown)) return refuse('HISTORY_GONE', 'The message is deleted.');
  return { entry, note };
}

async function last(sources: Sources, room: string, end: Position, author: string | undefined) {
  const before = { epoch: end.epoch, offset: end.offset + 1 };
  const fits = (shown: Shown) =>
    !isGone(shown) && (author ?? shown.entry.message.from.id) === shown.entry.message.from.id;
  const { shown } = await gatherBack(sources, room, before, 1, fits);
  return shown[0];
}

async function at(sources: Sources, room: string, { epoch, offset }: Position): Promise<Shown | undefined> {
  // There is nothing before the first place.
  const entry = offset === 0 ? undefined : await entryAt(sources, room, epoch, offset);
  if (entry === undefined) return undefined;
  const [shown] = await showing(sources, room, [entry]);
  return shown;
}

const unknown = (): Refusal => refuse('HISTORY_UNKNOWN', 'There is no such message here, or not any more.');
