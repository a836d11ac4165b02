import type { Core } from '../core.js';
import { ChatError } from '../errors.js';
import { isJsonObject, type JsonObject } from '../json.js';
import { roomName } from '../message/names.js';
import type { Occupant } from '../protocol/events.js';
import type { Command } from './command.js';
import { text } from './fields.js';

/** `who`: the people in a room. */
export const who = (core: Core): Command<string> => ({
  name: 'who',
  summary: 'Lists the people in a room.',
  parse: (fields) => roomName(text(fields, 'room'), core.limits),
  run(name) {
    const room = core.directory.find(name);
    if (room === undefined) throw new ChatError('CHAT_ROOM_UNKNOWN');
    return { room: name, members: occupantsAsJson(room.occupants()) };
  },
  slash: {
    name: 'who',
    usage: '[ROOM]',
    fields: (typed, here) => ({ room: typed || (here ?? '') }),
    answer: ({ room, members }) => `In #${String(room)}: ${nicks(members)}`,
  },
});

/** A roster, as replies carry it. */
export function occupantsAsJson(occupants: readonly Occupant[]): readonly JsonObject[] {
  return occupants.map(({ id, nick, wires, away }) => ({ id, nick, wires: [...wires], ...(away && { away }) }));
}

/** The nicks of a roster, for people to read. */
export function nicks(members: JsonObject[string] | undefined): string {
  if (!Array.isArray(members)) return '';
  return members.map((member: unknown) => (isJsonObject(member) ? String(member.nick) : '')).join(', ');
}
