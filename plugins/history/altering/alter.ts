import {
  type AlterRequest,
  type Command,
  type PluginHost,
  Refusal,
  refuse,
  type Session,
} from '../../../core/index.js';
import { annotationData } from '../annotations/annotation.js';
import { keys } from '../annotations/keys.js';
import { MOST_EDITS } from '../annotations/message-annotations.js';
import { optionalText, roomHere, text, userOf } from '../fields.js';
import type { HistoryContext } from '../reading/annotated-entry.js';
import { findTarget, type MessageReference, parseReference, publishedReply, type Target } from './target.js';

/** What `edit` is asked for. */
export interface EditInput extends MessageReference {
  readonly text: string;
  /** The sender's own key for the change. */
  readonly key: string | undefined;
}

/** Text for clients without support for deletions. */
const DELETED = 'deleted a message';

/** More than any message may have: the core says how many those are. */
const MOST_CHARACTERS = 1_000_000;
const MOST_KEY_CHARACTERS = 64;

const editable: ReadonlySet<string> = new Set(['text', 'action']);

/** `edit`: another text for a message of my own. */
export const edit = (host: PluginHost, sources: HistoryContext): Command<EditInput> => ({
  name: 'edit',
  summary: 'Changes what you said last.',
  parse: (fields) => ({
    ...parseReference(fields),
    text: text(fields, 'text', MOST_CHARACTERS),
    key: optionalText(fields, 'key', MOST_KEY_CHARACTERS),
  }),
  async run({ text: words, position: place, key, ...reference }, session) {
    const room = roomHere(session, reference.room);
    const target = await findTarget(sources, room, place, place === undefined ? userOf(session).id : undefined);
    if (target instanceof Refusal) return target;
    if (!editable.has(target.entry.message.kind)) {
      return refuse('HISTORY_NOT_A_MESSAGE', 'Only messages with text can be changed.');
    }
    if (target.note.edits.length >= MOST_EDITS) {
      return refuse('HISTORY_TOO_MANY_EDITS', `A message can be changed ${MOST_EDITS} times.`, { edits: MOST_EDITS });
    }
    const refused = await notAllowed(host, 'edit', target, session);
    if (refused !== undefined) return refused;
    const { position, message } = target.entry;
    const data = annotationData(position, message.id);
    const said = await host.chat.sayAs(session, {
      room,
      text: words,
      kind: 'edit',
      data,
      ...(key === undefined ? {} : { key }),
    });
    return said instanceof Refusal ? said : publishedReply(said);
  },
  slash: {
    name: 'edit',
    usage: 'TEXT',
    fields: (typed, here) => ({ room: here ?? '', text: typed }),
    answer: () => 'Changed.',
  },
});

/** `delete`: a message of my own is gone for good, with its edits. */
export const remove = (host: PluginHost, sources: HistoryContext): Command<MessageReference> => ({
  name: 'delete',
  summary: 'Deletes what you said last.',
  parse: parseReference,
  async run({ position: place, ...reference }, session) {
    const room = roomHere(session, reference.room);
    const target = await findTarget(sources, room, place, place === undefined ? userOf(session).id : undefined);
    if (target instanceof Refusal) return target;
    const refused = await notAllowed(host, 'delete', target, session);
    if (refused !== undefined) return refused;
    const { position, message } = target.entry;
    const data = annotationData(position, message.id, { edits: target.note.edits });
    // Written first: a hub that is killed before it has erased the text does so when it starts again.
    const erasing = keys.erasing(room, session.id);
    await host.store.put(erasing, room);
    const said = await host.chat.sayAs(session, { room, text: DELETED, kind: 'delete', data });
    try {
      const isDone = said instanceof Refusal || !((await sources.annotations.fold(room)) instanceof Refusal);
      if (isDone) await host.store.delete(erasing);
    } catch (error) {
      // The log says that it is deleted: it is erased before the next read of the room, or at the next start.
      host.log.error({ error, room }, 'What was deleted could not be erased yet');
    }
    return said instanceof Refusal ? said : publishedReply(said);
  },
  slash: { name: 'delete', fields: (_typed, here) => ({ room: here ?? '' }), answer: () => 'Deleted.' },
});

async function notAllowed(
  host: PluginHost,
  what: AlterRequest['what'],
  { entry }: Target,
  session: Session,
): Promise<Refusal | undefined> {
  const isOwn = entry.message.from.id === userOf(session).id;
  const asked = await host.ask('alter', { what, entry, allowed: isOwn }, session);
  if (asked instanceof Refusal) return asked;
  return asked.allowed ? undefined : refuse('HISTORY_NOT_YOURS', 'You can change only your own messages.');
}
