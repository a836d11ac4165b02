import { type Command, type Entry, fold, type JsonObject, type Session, sessionKey } from '../../../core/index.js';
import { isAnnotation } from '../annotations/annotation.js';
import { optionalText, roomHere, userOf } from '../fields.js';
import type { HistoryContext } from '../reading/annotated-entry.js';
import type { ReadMarkers } from './read-markers.js';

/** What `history.unread` is asked for. */
export interface UnreadInput {
  /** `undefined`: all that the session is in. */
  readonly room: string | undefined;
}

/** Counts of a room, continued by the next call. */
interface Count {
  readonly epoch: string;
  /** The marker that it was counted from; 0: there was none. */
  readonly from: number;
  /** The last offset that is counted. */
  readonly upTo: number;
  readonly unread: number;
  readonly mentions: number;
  /** Whether there are more before those that were counted. */
  readonly more: boolean;
  /** What had been erased by then. */
  readonly erasures: number;
}

/** Maximum number of newest entries counted per room. */
const MOST = 1_000;
const STEP = 250;

const counts = sessionKey('history.unread', () => new Map<string, Count>());

/**
 * `history.unread`: how much others have said in my rooms since what I have read. Looks at what has come since it was
 * asked last, and at the newest 1,000 entries of a room at most.
 */
export const unread = (sources: HistoryContext, markers: ReadMarkers): Command<UnreadInput> => ({
  name: 'history.unread',
  summary: 'Tells what you have not read.',
  parse: (fields) => ({ room: optionalText(fields, 'room', 1_000) }),
  async run({ room: wanted }, session) {
    const rooms = wanted === undefined ? session.rooms : [roomHere(session, wanted)];
    const known = session.get(counts);
    for (const room of known.keys()) if (!session.rooms.includes(room)) known.delete(room);
    const rows: JsonObject[] = [];
    for (const room of rooms) rows.push(await rowOf(room, session, sources, markers));
    return { rooms: rows };
  },
});

async function rowOf(
  room: string,
  session: Session,
  sources: HistoryContext,
  markers: ReadMarkers,
): Promise<JsonObject> {
  const { entries } = await sources.archive.read(room, { limit: 1 });
  const end = entries[0]?.position;
  if (end === undefined) return { room, unread: 0, mentions: 0 };
  const kept = await markers.of(userOf(session).id, room);
  const marker = kept?.epoch === end.epoch ? kept.offset : undefined;
  const from = marker ?? 0;
  const erasures = sources.annotations.erasures.of(room);
  const known = session.get(counts);
  const last = known.get(room);
  const goesOn = last?.epoch === end.epoch && last.from === from && last.erasures === erasures;
  const upTo = Math.max(from, end.offset - MOST);
  const begun = { epoch: end.epoch, from, upTo, unread: 0, mentions: 0, more: upTo > from, erasures };
  const count = await countTo(end.offset, goesOn ? last : begun, room, session, sources);
  known.set(room, count);
  return {
    room,
    epoch: end.epoch,
    end: end.offset,
    ...(marker === undefined ? {} : { marker }),
    unread: Math.min(count.unread, MOST),
    mentions: Math.min(count.mentions, MOST),
    ...(count.more || count.unread > MOST ? { more: true } : {}),
  };
}

async function countTo(
  end: number,
  from: Count,
  room: string,
  session: Session,
  sources: HistoryContext,
): Promise<Count> {
  const { id, nick } = userOf(session);
  const isUnread = ({ message }: Entry) =>
    message.from.id !== id && message.kind !== 'erased' && !isAnnotation(message.kind);
  let count = from;
  while (count.upTo < end) {
    const after = { epoch: count.epoch, offset: count.upTo };
    const page = await sources.archive.read(room, { after, limit: STEP });
    const entries = page.entries.filter(({ position }) => position.epoch === count.epoch);
    const last = entries.at(-1);
    if (last === undefined) break;
    const fresh = entries.filter(isUnread);
    count = {
      ...count,
      upTo: last.position.offset,
      unread: count.unread + fresh.length,
      mentions: count.mentions + fresh.filter(({ message }) => mentions(message.text, nick)).length,
      // What is before them is not kept any more.
      more: count.more && !page.gap,
    };
  }
  return count;
}

const INSIDE = /[\p{L}\p{N}\p{M}_]/u;

/** Whether a text mentions a nick as a whole word, in any case and width, with or without `@`. */
export function mentions(text: string, nick: string): boolean {
  const where = fold(text);
  const wanted = fold(nick);
  for (let at = where.indexOf(wanted); at >= 0; at = where.indexOf(wanted, at + 1)) {
    const before = [...where.slice(Math.max(0, at - 2), at)].at(-1) ?? '';
    const [after = ''] = where.slice(at + wanted.length, at + wanted.length + 2);
    if (!INSIDE.test(before) && !INSIDE.test(after)) return true;
  }
  return false;
}
