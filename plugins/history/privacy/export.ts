import { type Command, type Entry, type JsonObject, type PluginHost, Refusal } from '../../../core/index.js';
import { entryAsJson } from '../reading/annotated-entry.js';
import {
  type Cursor,
  cursorText,
  inOrder,
  placeOf,
  type SubjectInput,
  subjectIn,
  subjectOf,
  writingsOf,
} from './cursor.js';

/** Approximate limits of a reply in entries and bytes: it must fit into the send queue. */
const MOST = 200;
const MOST_BYTES = 393_216;
/** Time limit in milliseconds for finding the first entry; the client then continues with a cursor. */
const PATIENCE_MS = 2_000;

/** `history.export`: all that I wrote, in every room, part by part, as it is kept. */
export const exportOwn = (
  { chat, clock }: PluginHost,
  isOperator: Parameters<typeof subjectOf>[2],
): Command<SubjectInput> => ({
  name: 'history.export',
  summary: 'Gives you all that you wrote.',
  parse: subjectIn,
  async run({ user: wanted, cursor }, session) {
    const user = subjectOf(session, wanted, isOperator);
    if (user instanceof Refusal) return user;
    const until = clock.monotonic() + PATIENCE_MS;
    let next: Cursor | undefined = cursor;
    let entries: readonly JsonObject[] = [];
    while (next !== undefined && entries.length === 0 && clock.monotonic() < until) {
      const { part, after }: Cursor = next;
      const writings = await writingsOf(chat.archive, user, part);
      const rest = inOrder(writings.entries, after).filter(({ message }) => message.kind !== 'erased');
      const taken = within(rest);
      entries = taken.map(entryAsJson);
      const last = taken.at(-1);
      if (last !== undefined && taken.length < rest.length) next = { part, after: placeOf(last) };
      else next = writings.next === undefined ? undefined : { part: writings.next, after: undefined };
    }
    return { entries, ...(next === undefined ? {} : { cursor: cursorText(next) }) };
  },
});

/** As many of the first as fit into a reply; one at least. */
function within(entries: readonly Entry[]): readonly Entry[] {
  let bytes = 0;
  const tooMany = entries.findIndex((entry, at) => {
    bytes += Buffer.byteLength(JSON.stringify(entry));
    return at === MOST || (at > 0 && bytes > MOST_BYTES);
  });
  return tooMany < 0 ? entries : entries.slice(0, tooMany);
}
