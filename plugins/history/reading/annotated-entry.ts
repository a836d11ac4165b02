import {
  type Archive,
  type Author,
  type Entry,
  isJsonObject,
  type Json,
  type JsonObject,
} from '../../../core/index.js';

import { isAnnotation } from '../annotations/annotation.js';
import type { AnnotationIndex } from '../annotations/annotation-index.js';
import { type MessageAnnotations, MOST_NAMED, type Reaction } from '../annotations/message-annotations.js';

/** Where entries and what is known of them come from. */
export interface HistoryContext {
  readonly archive: Archive;
  readonly annotations: AnnotationIndex;
}

/** An entry that is shown, and what is known of it. */
export interface AnnotatedEntry {
  readonly entry: Entry;
  /** What later entries say of it; `undefined`: nothing. */
  readonly note: MessageAnnotations | undefined;
  /** Its newest edit; `undefined`: it was not edited. */
  readonly edit: Entry | undefined;
}

/** Entries with what is known of them; of annotations nothing is. */
export async function showing(
  sources: HistoryContext,
  room: string,
  entries: readonly Entry[],
): Promise<AnnotatedEntry[]> {
  const offsets = entries.filter(({ message }) => !isAnnotation(message.kind)).map(({ position }) => position.offset);
  const notes = await sources.annotations.annotations(room, offsets);
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
  { archive }: Pick<HistoryContext, 'archive'>,
  room: string,
  epoch: string,
  offset: number,
): Promise<Entry | undefined> {
  const { entries } = await archive.read(room, { after: { epoch, offset: offset - 1 }, limit: 1 });
  return entries.find(({ position }) => position.epoch === epoch && position.offset === offset);
}

/** Whether only the position of a message may be shown. */
export function isGone({ entry, note, edit }: AnnotatedEntry): boolean {
  if (entry.message.kind === 'erased' || note?.state === 'deleted') return true;
  // Where the newest text is gone, the old one is not to come back.
  return (note?.edits.length ?? 0) > 0 && (edit === undefined || edit.message.kind === 'erased');
}

/** Who looks at which room. */
export interface Viewer extends HistoryContext {
  readonly room: string;
  /** Id of the viewing user, whose own reactions are flagged. */
  readonly user: string;
}

/**
 * Entries as clients get them: the fields of the event `message`, the newest text in the place of the old one, and besides
 * `edited` and `reactions`. What is gone has the kind `erased` and no text.
 */
export function shownAsJson(shown: readonly AnnotatedEntry[], viewer: Viewer): Promise<JsonObject[]> {
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

async function asJson(shown: AnnotatedEntry, viewer: Viewer): Promise<JsonObject> {
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
  { annotations, room }: Viewer,
): Promise<readonly Author[]> | readonly Author[] {
  return by.length < Math.min(count, MOST_NAMED) ? annotations.reactors(room, offset, emoji, MOST_NAMED) : by;
}

function hasReacted(offset: number, emoji: string, { annotations, room, user }: Viewer): Promise<boolean> {
  return annotations.hasReacted(room, offset, emoji, user);
}

const author = ({ id, nick }: Author): JsonObject => ({ id, nick });

/** How many lines of one message are listed. */
const MOST_LINES = 10;

/** Formats entries as text, one per line, with their time (UTC). @param nothing Text for an empty list. */
export function listed({ room, entries }: JsonObject, nothing: string): string {
  const lines = (Array.isArray(entries) ? entries : []).filter(isJsonObject).map(lineOf);
  if (lines.length === 0) return nothing;
  const place = String(room).startsWith('@') ? '' : ` in #${String(room)}`;
  return [`Said before${place}, times in UTC:`, ...lines].join('\n');
}

function lineOf({ at, from, kind, text, edited, reactions }: JsonObject): string {
  const time = new Date(Number(at)).toISOString().slice(0, 16).replace('T', ' ');
  const nick = isJsonObject(from) ? String(from.nick) : '';
  const marks = [edited === undefined ? '' : ' (edited)', ...reactionMarks(reactions)].join('');
  // Lines after the first are indented further, so that a message cannot imitate the line of another user.
  return `  ${time} ${indented(said(nick, String(kind), String(text)))}${marks}`;
}

function indented(text: string): string {
  const lines = text.split(/[\n\u2028\u2029]/);
  const more = lines.length - MOST_LINES;
  return (more < 2 ? lines : [...lines.slice(0, MOST_LINES), `… ${more} more lines`]).join('\n      ');
}

function said(nick: string, kind: string, text: string): string {
  if (kind === 'erased') return `${nick}: (deleted)`;
  if (kind === 'action') return `* ${nick} ${text}`;
  return kind === 'file' ? `* ${nick} sends ${text}` : `${nick}: ${text}`;
}

function reactionMarks(reactions: Json | undefined): readonly string[] {
  if (!isJsonObject(reactions)) return [];
  return Object.entries(reactions).map(([emoji, given]) => ` [${emoji} ${isJsonObject(given) ? given.count : ''}]`);
}
