import { type Command, type Entry, type Position, Refusal, refuse } from '../../../core/index.js';
import { annotationOf, isAnnotation } from '../annotations/annotation.js';
import { count, optionalPosition, roomHere, text, userOf } from '../fields.js';
import {
  type AnnotatedEntry,
  entryAt,
  type HistoryContext,
  isGone,
  listed,
  showing,
  shownAsJson,
} from './annotated-entry.js';

/** What `search` is asked for. */
export interface SearchInput {
  readonly room: string;
  readonly text: string;
  readonly before: Position | undefined;
  readonly limit: number;
}

const MOST = 50;
const MOST_CHARACTERS = 200;
/** Maximum broker queries per request: if most matches are not shown, the client asks again. */
const MOST_STEPS = 5;

/** What was found, the newest first, and where to go on. */
interface Finds {
  readonly shown: AnnotatedEntry[];
  from: number;
  more: boolean;
  gap: boolean;
}

/** `search`: what was said in a room that I am in, by its newest text. */
export const search = (sources: HistoryContext): Command<SearchInput> => ({
  name: 'search',
  summary: 'Finds messages here that have all of the words, in any form; "a phrase" as it is.',
  parse: (fields) => ({
    room: text(fields, 'room', 1_000),
    text: text(fields, 'text', MOST_CHARACTERS),
    before: optionalPosition(fields, 'before'),
    limit: count(fields, 'limit', MOST, 20),
  }),
  async run({ room: wanted, text: words, before, limit }, session) {
    const room = roomHere(session, wanted);
    const { id } = userOf(session);
    if (sources.archive.search === undefined)
      return refuse('HISTORY_NO_SEARCH', 'What was said here cannot be searched.');
    const end = await sources.annotations.fold(room);
    if (end instanceof Refusal) return end;
    if (end === undefined) return { room, entries: [], more: false, gap: before !== undefined };
    const isHere = before?.epoch === end.epoch;
    const from = Math.min(end.offset + 1, isHere ? before.offset : Number.POSITIVE_INFINITY);
    const found = await find(sources, room, { text: words, epoch: end.epoch, from, limit });
    const entries = await shownAsJson(found.shown.reverse(), { ...sources, room, user: id });
    const gap = found.gap || (before !== undefined && !isHere);
    return { room, epoch: end.epoch, from: found.from, entries, more: found.more, gap };
  },
  slash: {
    name: 'search',
    usage: 'WORDS',
    fields: (typed, here) => ({ room: here ?? '', text: typed }),
    answer: (result) => listed(result, 'Nothing was found.'),
  },
});

interface SearchRequest {
  readonly text: string;
  readonly epoch: string;
  readonly from: number;
  readonly limit: number;
}

async function find(
  sources: HistoryContext,
  room: string,
  { text: words, epoch, from, limit }: SearchRequest,
): Promise<Finds> {
  const finds: Finds = { shown: [], from, more: true, gap: false };
  for (let steps = 0; finds.more && steps < MOST_STEPS && finds.shown.length < limit; steps++) {
    const query = { text: words, before: { epoch, offset: finds.from }, limit };
    const page = await sources.archive.search?.(room, query);
    if (page === undefined || page.entries.length === 0) return { ...finds, more: false };
    finds.gap ||= page.gap;
    finds.more = page.more;
    for (const entry of page.entries.toReversed()) {
      if (finds.shown.length === limit) return { ...finds, more: true };
      finds.from = entry.position.offset;
      const shown = await currentOf(sources, room, entry);
      if (shown !== undefined) finds.shown.push(shown);
    }
  }
  return finds;
}

/** The message that has this text now; `undefined` where none has. */
async function currentOf(sources: HistoryContext, room: string, entry: Entry): Promise<AnnotatedEntry | undefined> {
  const annotation = annotationOf(entry);
  if (annotation === undefined && isAnnotation(entry.message.kind)) return undefined;
  if (annotation === undefined) {
    const [shown] = await showing(sources, room, [entry]);
    return shown === undefined || isGone(shown) || shown.edit !== undefined ? undefined : shown;
  }
  if (annotation.kind !== 'edit') return undefined;
  const target = await entryAt(sources, room, entry.position.epoch, annotation.target);
  if (target === undefined) return undefined;
  const [shown] = await showing(sources, room, [target]);
  const isNewest = shown?.edit?.position.offset === annotation.offset;
  return shown === undefined || isGone(shown) || !isNewest ? undefined : shown;
}
