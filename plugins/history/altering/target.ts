import { type Entry, type JsonObject, type Position, Refusal, refuse, type Said } from '../../../core/index.js';

import { isAnnotation } from '../annotations/annotation.js';
import { type MessageAnnotations, noAnnotations } from '../annotations/message-annotations.js';

import { positionOf, text } from '../fields.js';
import { type AnnotatedEntry, entryAt, type HistoryContext, isGone, showing } from '../reading/annotated-entry.js';
import { gatherBack } from '../reading/gather.js';

/** Which message is meant. */
export interface MessageReference {
  readonly room: string;
  /** Where it stands; `undefined`: the last one. */
  readonly position: Position | undefined;
}

/** The message that fields name. @throws ChatError `CHAT_BAD_COMMAND` */
export function parseReference(fields: JsonObject): MessageReference {
  return { room: text(fields, 'room', 1_000), position: positionOf(fields) };
}

/** The reply to what was published, as to every message. */
export function publishedReply({ room, receipt: { id, at, position } }: Said): JsonObject {
  return { id, room, epoch: position.epoch, offset: position.offset, at };
}

/** The message to change and its annotations. */
export interface Target {
  readonly entry: Entry;
  readonly note: MessageAnnotations;
}

/**
 * The message at a place of a room's log, or, without a place, the last one there.
 * @param author Id of the author; `undefined`: any author.
 * @returns It, or a refusal: `HISTORY_UNKNOWN`, `HISTORY_GONE`, `HISTORY_NOT_A_MESSAGE`, `HISTORY_BEHIND`.
 */
export async function findTarget(
  sources: HistoryContext,
  room: string,
  place: Position | undefined,
  author: string | undefined,
): Promise<Target | Refusal> {
  const end = await sources.annotations.fold(room);
  if (end instanceof Refusal) return end;
  if (end === undefined) return unknown();
  const shown = place === undefined ? await last(sources, room, end, author) : await at(sources, room, place);
  if (shown === undefined) return unknown();
  const { entry, note = noAnnotations } = shown;
  if (isAnnotation(entry.message.kind) || note.state === 'hidden') {
    return refuse('HISTORY_NOT_A_MESSAGE', 'That entry is an edit or a reaction, not a message.');
  }
  if (isGone(shown)) return refuse('HISTORY_GONE', 'The message was deleted.');
  return { entry, note };
}

async function last(sources: HistoryContext, room: string, end: Position, author: string | undefined) {
  const before = { epoch: end.epoch, offset: end.offset + 1 };
  const fits = (shown: AnnotatedEntry) =>
    !isGone(shown) && (author ?? shown.entry.message.from.id) === shown.entry.message.from.id;
  const { shown } = await gatherBack(sources, room, before, 1, fits);
  return shown[0];
}

async function at(
  sources: HistoryContext,
  room: string,
  { epoch, offset }: Position,
): Promise<AnnotatedEntry | undefined> {
  // There is nothing before the first place.
  const entry = offset === 0 ? undefined : await entryAt(sources, room, epoch, offset);
  if (entry === undefined) return undefined;
  const [shown] = await showing(sources, room, [entry]);
  return shown;
}

const unknown = (): Refusal => refuse('HISTORY_UNKNOWN', 'No such message in this room.');
