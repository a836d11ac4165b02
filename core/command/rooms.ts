import type { HubInternals } from '../hub-internals.js';
import { isJsonObject, type JsonObject } from '../json.js';
import { fold } from '../message/fold.js';
import { utf8Length } from '../message/utf8.js';
import type { RoomRow } from '../room/room-index.js';
import { type RoomFilter, roomFilterFor } from '../room/visibility.js';
import type { LiveSession } from '../session/live-session.js';
import type { Command } from './command.js';
import { badField, optionalCount, optionalText } from './fields.js';

/** What `rooms` is asked for. */
export interface RoomsInput {
  readonly limit: number;
  /** The place of the last room of the page before; `undefined`: from the first one. */
  readonly after: { readonly name: string; readonly members: number } | undefined;
  /** Only rooms whose folded names begin so; `''`: all. */
  readonly prefix: string;
}

/** What people are shown of the list at once. */
const TYPED_LIMIT = 50;
/** Rooms that may not be shown are passed over up to this number; then the page ends, with a `next`. */
const MAX_HIDDEN = 1_000;
const MAX_CURSOR = 400;
/** What a row has besides the name, in bytes of JSON. */
const ROW_BYTES = 60;

/** `rooms`: the rooms with people in them, page by page. With a prefix by name, else the fullest first. */
export const rooms = (core: HubInternals): Command<RoomsInput> => ({
  name: 'rooms',
  summary: 'Lists the rooms.',
  parse: (fields) => ({
    limit: optionalCount(fields, 'limit', 1, core.limits.pageEntries) ?? core.limits.pageEntries,
    after: cursorIn(optionalText(fields, 'after', MAX_CURSOR)),
    prefix: fold((optionalText(fields, 'prefix', core.limits.roomBytes) ?? '').replace(/^#/, '')),
  }),
  run: (input, session) => roomsPage(core, input, session as LiveSession),
  slash: {
    name: 'rooms',
    usage: '[PREFIX]',
    fields: (typed) => ({ limit: Math.min(TYPED_LIMIT, core.limits.pageEntries), ...(typed && { prefix: typed }) }),
    answer({ rooms: list, total, next }) {
      const listed = Array.isArray(list) ? list.filter(isJsonObject) : [];
      if (listed.length === 0) return next === undefined ? 'There are no such rooms.' : 'Try /rooms PREFIX.';
      const more = next === undefined ? '' : ` … ${moreThan(total, listed.length)}; /rooms PREFIX narrows the list.`;
      return `Rooms: ${listed.map(written).join(', ')}${more}`;
    },
  },
});

async function roomsPage(
  core: HubInternals,
  { limit, after, prefix }: RoomsInput,
  session: LiveSession,
): Promise<JsonObject> {
  const { directory, gates, limits } = core;
  const index = prefix === '' ? directory.fullest : directory.named;
  const from = prefix === '' ? after : (after ?? { name: prefix, members: 0 });
  // The very room that is called like the prefix is part of the first page.
  const isExact =
    prefix !== '' && after === undefined && index.rows()[index.after(from as RoomRow) - 1]?.name === prefix;
  const start = from === undefined ? 0 : index.after(from) - (isExact ? 1 : 0);
  const rows = index.rows();
  const page: JsonObject[] = [];
  let budget = limits.outboxBytes / 2;
  let passed = 0;
  let last: RoomRow | undefined;
  let isWhole = true;
  for (let at = start; at < rows.length; at++) {
    const row = rows[at] as RoomRow;
    if (!row.name.startsWith(prefix)) break;
    budget -= utf8Length(row.name) + ROW_BYTES;
    if (page.length >= limit || passed >= MAX_HIDDEN || (budget < 0 && page.length > 0)) {
      isWhole = false;
      break;
    }
    // Asked one after the other: mostly there is nothing to wait for.
    const sight = row.room.privacy === 'public' ? 'all' : await roomFilterFor(gates, row.room, session);
    last = row;
    if (sight === 'nothing') passed++;
    else page.push(rowAsJson(row, sight));
  }
  const total = isWhole && after === undefined ? page.length : totalOf(core, rows, prefix, session);
  return { rooms: page, total, ...(isWhole || last === undefined ? {} : { next: `${last.members} ${last.name}` }) };
}

/** Rooms that are not hidden, and those that the session is in. */
function totalOf(
  { directory }: HubInternals,
  rows: readonly RoomRow[],
  prefix: string,
  { memberships: places }: LiveSession,
): number {
  let own = 0;
  for (const { room } of places.values()) {
    if (room.privacy === 'hidden' && !room.direct && room.name.startsWith(prefix)) own++;
  }
  if (prefix === '') return directory.fullest.listed + own;
  return rows.reduce(
    (sum, { name, room }) => (room.privacy !== 'hidden' && name.startsWith(prefix) ? sum + 1 : sum),
    own,
  );
}

function rowAsJson({ name, members }: RoomRow, sight: RoomFilter): JsonObject {
  return sight === 'all' ? { room: name, members } : { room: name, locked: true };
}

function cursorIn(text: string | undefined): RoomsInput['after'] {
  if (text === undefined) return undefined;
  const [, members, name] = /^(\d{1,9}) (\S+)$/u.exec(text) ?? [];
  if (members === undefined || name === undefined) throw badField('after', 'the next of an earlier reply');
  return { members: Number(members), name };
}

function written({ room, members, locked }: JsonObject): string {
  return locked === true ? `#${String(room)} (locked)` : `#${String(room)} (${String(members)})`;
}

/** Says how many there are besides those that are shown. */
export function moreThan(total: JsonObject[string] | undefined, shown: number): string {
  const rest = typeof total === 'number' ? total - shown : 0;
  return rest > 0 ? `${rest.toLocaleString('en')} more` : 'more';
}
