import { ChatError } from '../errors.js';
import type { HubInternals } from '../hub-internals.js';
import { isJsonObject, type JsonObject } from '../json.js';
import { roomName } from '../message/names.js';
import { utf8Length } from '../message/utf8.js';
import type { RosterEntry } from '../protocol/events.js';
import type { Room } from '../room/room.js';
import { roomFilterFor } from '../room/visibility.js';
import type { LiveSession } from '../session/live-session.js';
import type { Command } from './command.js';
import { badField, optionalCount, optionalText, text } from './fields.js';
import { moreThan } from './rooms.js';

/** What `who` is asked for. */
export interface WhoInput {
  readonly name: string;
  readonly limit: number;
  /** The serial number of the last user of the page before; 0: from the first one. */
  readonly after: number;
}

/** What people are shown of a roster at once. */
const TYPED_LIMIT = 100;
/** Nicks that people are shown when they come in. */
const MAX_NICKS = 50;
/** What an entry has besides its texts, in bytes of JSON. */
const ENTRY_BYTES = 60;

/** `who`: the users in a room, page by page, in the order in which they came. */
export const who = (core: HubInternals): Command<WhoInput> => ({
  name: 'who',
  summary: 'Lists the people in a room.',
  parse: (fields) => ({
    name: roomName(text(fields, 'room'), core.limits),
    limit: optionalCount(fields, 'limit', 1, core.limits.pageEntries) ?? core.limits.pageEntries,
    after: cursorIn(optionalText(fields, 'after', 20)),
  }),
  async run({ name, limit, after }, session) {
    const room = core.directory.find(name);
    if (room === undefined) throw new ChatError('CHAT_ROOM_UNKNOWN');
    const sight = await roomFilterFor(core.gates, room, session as LiveSession);
    if (sight === 'nothing') throw new ChatError('CHAT_ROOM_UNKNOWN');
    if (sight === 'name') throw new ChatError('CHAT_NOT_IN_ROOM', `Only those in #${name} can see who is there.`);
    return whoPage(room, { name, limit, after }, core.limits.outboxBytes / 2);
  },
  slash: {
    name: 'who',
    usage: '[ROOM]',
    fields: (typed, here) => ({ room: typed || (here ?? ''), limit: Math.min(TYPED_LIMIT, core.limits.pageEntries) }),
    answer({ room, members, total, next }) {
      const shown = Array.isArray(members) ? members.length : 0;
      const more = next === undefined ? '' : ` … ${moreThan(total, shown)}`;
      return `In #${String(room)}: ${nicks(members)}${more}`;
    },
  },
});

function whoPage(room: Room, { name, limit, after }: WhoInput, budget: number): JsonObject {
  const all = room.rosterEntries();
  const rest = room.rosterEntriesAfter(after);
  let bytes = 0;
  let count = 0;
  for (const { id, nick, wires } of rest) {
    bytes += utf8Length(id) + utf8Length(nick) + wires.join().length + ENTRY_BYTES;
    if (count >= limit || (bytes > budget && count > 0)) break;
    count++;
  }
  const next = count < rest.length ? { next: String(room.rosterSerial(all.length - rest.length + count - 1)) } : {};
  return { room: name, members: membersAsJson(rest.slice(0, count)), total: all.length, ...next };
}

function cursorIn(text: string | undefined): number {
  if (text === undefined) return 0;
  if (!/^\d{1,15}$/.test(text)) throw badField('after', 'the next of an earlier reply');
  return Number(text);
}

/** Returns a roster as replies carry it: the very list, which is shared and must not be changed. */
export function membersAsJson(occupants: readonly RosterEntry[]): readonly JsonObject[] {
  return occupants as unknown as readonly JsonObject[];
}

/** Returns the first nicks of a roster for people to read, and how many more there are. */
export function nicks(members: JsonObject[string] | undefined, most = Number.POSITIVE_INFINITY): string {
  if (!Array.isArray(members)) return '';
  const shown = members.slice(0, most).map((member: unknown) => (isJsonObject(member) ? String(member.nick) : ''));
  return shown.join(', ') + (members.length > most ? ` … ${moreThan(members.length, most)}` : '');
}

/** Returns the nicks that people are shown when they come into a room. */
export const nicksOnJoin = (members: JsonObject[string] | undefined): string => nicks(members, MAX_NICKS);
