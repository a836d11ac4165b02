import type { Core } from '../core.js';
import type { Position } from '../message/message.js';
import { roomName } from '../message/names.js';
import { Refusal } from '../message/refusal.js';
import type { LiveSession } from '../session/live-session.js';
import type { Command } from './command.js';
import { optionalPosition, text } from './fields.js';
import { nicks, occupantsAsJson } from './who.js';

/** What `join` is asked for. */
export interface JoinInput {
  readonly name: string;
  readonly after: Position | undefined;
}

/** `join`: into a room; the reply says who is there and where its log is. */
export const join = (core: Core): Command<JoinInput> => ({
  name: 'join',
  summary: 'Goes into a room.',
  parse: (fields) => ({ name: roomName(text(fields, 'room'), core.limits), after: optionalPosition(fields, 'after') }),
  async run({ name, after }, session) {
    if (session.user === undefined) return {};
    const room = await core.membership.join(session as LiveSession, session.user, name, after);
    if (room instanceof Refusal) return room;
    return { room: room.name, ...room.position, members: occupantsAsJson(room.occupants()) };
  },
  slash: {
    name: 'join',
    usage: 'ROOM',
    fields: (typed) => ({ room: typed }),
    answer: ({ room, members }) => `You are in #${String(room)}: ${nicks(members)}`,
  },
});
