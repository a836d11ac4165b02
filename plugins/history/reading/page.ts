import { ChatError, type Command, type JsonObject, type Position, Refusal } from '../../../core/index.js';
import { count, optionalPosition, roomHere, text, userOf } from '../fields.js';
import { type HistoryContext, listed, shownAsJson } from './annotated-entry.js';

import { type Gathered, gatherBack, gatherForward } from './gather.js';

/** What `history` is asked for. */
export interface PageInput {
  readonly room: string;
  readonly before: Position | undefined;
  readonly after: Position | undefined;
  readonly around: Position | undefined;
  readonly limit: number;
}

const MOST = 100;

/** `history`: part of the log of a room that I am in, edits, deletions and reactions folded in. */
export const page = (sources: HistoryContext): Command<PageInput> => ({
  name: 'history',
  summary: 'Shows what was said here before.',
  parse(fields) {
    const around = optionalPosition(fields, 'around');
    const after = optionalPosition(fields, 'after');
    const before = optionalPosition(fields, 'before');
    if (around !== undefined && (after !== undefined || before !== undefined)) {
      const details = { details: { field: 'around' } };
      throw new ChatError('CHAT_BAD_COMMAND', 'The field around goes without before and after.', details);
    }
    return { room: text(fields, 'room', 1_000), around, after, before, limit: count(fields, 'limit', MOST, 50) };
  },
  async run({ room: wanted, ...query }, session) {
    const room = roomHere(session, wanted);
    const { id } = userOf(session);
    const end = await sources.annotations.fold(room);
    if (end instanceof Refusal) return end;
    const cursors = [query.before, query.after, query.around].filter((cursor) => cursor !== undefined);
    if (end === undefined) return { room, entries: [], more: false, gap: cursors.length > 0 };
    const { shown, more, gap, from, to } = await gather(sources, room, end, query);
    const isLost = cursors.some((cursor) => !isHere(cursor, end));
    const entries = await shownAsJson(shown, { ...sources, room, user: id });
    return { room, epoch: end.epoch, from, to, end: end.offset, entries, more, gap: gap || isLost };
  },
  slash: {
    name: 'history',
    usage: '[N]',
    fields: (typed, here) => ({ room: here ?? '', limit: typed === '' ? 20 : Number(typed) }),
    answer: (result: JsonObject) => listed(result, 'Nothing was said here before.'),
  },
});

async function gather(
  sources: HistoryContext,
  room: string,
  end: Position,
  { before, after, around, limit }: Omit<PageInput, 'room'>,
): Promise<Gathered> {
  const place = (offset: number): Position => ({ epoch: end.epoch, offset });
  const upTo = before !== undefined && isHere(before, end) ? before.offset : end.offset + 1;
  if (after !== undefined) {
    return gatherForward(sources, room, place(isHere(after, end) ? after.offset : 0), upTo, limit);
  }
  if (around === undefined || !isHere(around, end)) return gatherBack(sources, room, place(upTo), limit);
  const back = await gatherBack(sources, room, place(Math.min(around.offset, end.offset) + 1), Math.ceil(limit / 2));
  if (limit === 1) return { ...back, more: back.more || back.to < end.offset };
  const on = await gatherForward(sources, room, place(back.to), end.offset + 1, Math.floor(limit / 2));
  return {
    shown: [...back.shown, ...on.shown],
    // What was asked for may be gone with all that was before it.
    from: back.from > back.to ? on.from : back.from,
    to: on.to,
    more: back.more || on.more,
    gap: back.gap || on.gap,
  };
}

/** Whether a place is one of the log as it is now: up to the one after its end. */
function isHere({ epoch, offset }: Position, end: Position): boolean {
  return epoch === end.epoch && offset <= end.offset + 1;
}
