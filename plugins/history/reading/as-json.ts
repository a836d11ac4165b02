import type { Author, Entry, Json, JsonObject } from '../../../core/index.js';
import { MOST_NAMED, type Reaction } from '../notes/note.js';
import { isGone, type Shown, type Sources } from './shown.js';

/** Who looks at which room. */
export interface Viewer extends Sources {
  readonly room: string;
  /** The id of who looks: they are told which reactions are theirs. */
  readonly user: string;
}

/**
 * Entries as clients get them: the fields of the event `message`, the newest text in the place of the old one, and besides
 * `edited` and `reactions`. What is gone has the kind `erased` and no text.
 */
export function shownAsJson(shown: readonly Shown[], viewer: Viewer): Promise<JsonObject[]> {
  return Promise.all(shown.map((one) => asJson(one, viewer)));
}

/** An entry as it is, with the fields of the event `message`. */
export function entryAsJson({ position, message }: Entry): JsonObject {
  const { room, id, at, from, kind, text, data, key, to } = message;
  return {
    type: 'message',
    room,
    id,
    epoch: position.epoch,
    offset: position.offset,
    at,
    from: author(from),
    kind,
    text,
    ...(data === undefined ? {} : { data }),
    ...(key === undefined ? {} : { key }),
    ...(to === undefined ? {} : { to: author(to) }),
  };
}

async function asJson(shown: Shown, viewer: Viewer): Promise<JsonObject> {
  const { entry, note, edit } = shown;
  if (isGone(shown)) return erasedAsJson(entry);
  const reactions = await reactionsAsJson(entry.position.offset, note?.reactions ?? [], viewer);
  const plain = { ...entryAsJson(entry), ...(reactions === undefined ? {} : { reactions }) };
  if (edit === undefined) return plain;
  const { at, from, text } = edit.message;
  const by = from.id === entry.message.from.id ? {} : { by: author(from) };
  return { ...plain, text, edited: { at, offset: edit.position.offset, ...by } };
}

function erasedAsJson({ position, message }: Entry): JsonObject {
  return entryAsJson({ position, message: { ...message, kind: 'erased', text: '', data: undefined } });
}

async function reactionsAsJson(
  offset: number,
  reactions: readonly Reaction[],
  viewer: Viewer,
): Promise<JsonObject | undefined> {
  if (reactions.length === 0) return undefined;
  const rows = reactions.map(async (reaction): Promise<[string, Json]> => {
    const { emoji, count } = reaction;
    const by = await named(offset, reaction, viewer);
    const isMine =
      by.some(({ id }) => id === viewer.user) || (count > by.length && (await hasReacted(offset, emoji, viewer)));
    return [emoji, { count, by: by.map(author), ...(isMine ? { mine: true } : {}) }];
  });
  return Object.fromEntries(await Promise.all(rows));
}

/** Where some of those who came first have gone, others are named. */
function named(
  offset: number,
  { emoji, count, by }: Reaction,
  { notebook, room }: Viewer,
): Promise<readonly Author[]> | readonly Author[] {
  return by.length < Math.min(count, MOST_NAMED) ? notebook.reactors(room, offset, emoji, MOST_NAMED) : by;
}

function hasReacted(offset: number, emoji: string, { notebook, room, user }: Viewer): Promise<boolean> {
  return notebook.hasReacted(room, offset, emoji, user);
}

const author = ({ id, nick }: Author): JsonObject => ({ id, nick });
