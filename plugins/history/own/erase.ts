import { type Command, type Entry, type PluginHost, Refusal, refuse } from '../../../core/index.js';
import { flag, userOf } from '../fields.js';
import type { Sources } from '../reading/shown.js';
import { type Cursor, cursorText, writingsOf } from './cursor.js';
import { forgetEntries } from './forget.js';
import { type SubjectInput, subjectIn, subjectOf } from './subject.js';
import { tellErased } from './tell.js';

/** What `history.erase` is asked for. */
export interface EraseInput extends SubjectInput {
  readonly confirm: boolean;
}

/** So long it goes on before the client is asked to come back, in milliseconds. */
const PATIENCE_MS = 4_000;

/** `history.erase`: all that I wrote is gone for good, in every room. */
export const eraseOwn = (
  host: PluginHost,
  sources: Sources,
  isOperator: Parameters<typeof subjectOf>[2],
): Command<EraseInput> => ({
  name: 'history.erase',
  summary: 'Erases all that you wrote, for good.',
  parse: (fields) => ({ ...subjectIn(fields), confirm: flag(fields, 'confirm', false) }),
  async run({ user: wanted, cursor, confirm }, session) {
    const user = subjectOf(session, wanted, isOperator);
    if (user instanceof Refusal) return user;
    if (!confirm) return refuse('HISTORY_CONFIRM', 'Nothing brings back what is erased. Say confirm: true.');
    const until = host.clock.monotonic() + PATIENCE_MS;
    let part: string | undefined = cursor.part;
    let erased = 0;
    do {
      const writings = await writingsOf(host.chat.archive, user, part);
      const done = await eraseIn(host, sources, writings.entries);
      if (done instanceof Refusal) return done;
      erased += done;
      part = writings.next;
    } while (part !== undefined && host.clock.monotonic() < until);
    if (erased > 0) host.emit('counted', { plugin: 'history', what: 'erased', amount: erased });
    if (user !== userOf(session).id) host.log.info({ session: session.id, user, erased }, 'erased by an operator');
    const next: Cursor = { part, after: undefined };
    return { erased, ...(part === undefined ? {} : { cursor: cursorText(next) }) };
  },
});

/** Erases entries room by room; resolves to how many there were. */
async function eraseIn(host: PluginHost, sources: Sources, entries: readonly Entry[]): Promise<number | Refusal> {
  let erased = 0;
  for (const [room, there] of byRoom(entries)) {
    const end = await sources.notebook.fold(room);
    if (end instanceof Refusal) return end;
    const gone = await forgetEntries(host.store, sources, room, there);
    erased += gone.offsets.length;
    tellErased(host, room, gone, there.at(-1)?.message.from.nick);
  }
  return erased;
}

function byRoom(entries: readonly Entry[]): ReadonlyMap<string, readonly Entry[]> {
  const rooms = new Map<string, Entry[]>();
  for (const entry of entries) {
    const there = rooms.get(entry.message.room);
    if (there === undefined) rooms.set(entry.message.room, [entry]);
    else there.push(entry);
  }
  return rooms;
}
