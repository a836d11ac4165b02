import type { HubInternals } from '../hub-internals.js';
import type { Position } from '../message/message.js';
import { roomName } from '../message/names.js';
import { Refusal } from '../message/refusal.js';
import type { Verbatim } from '../message/verbatim.js';
import type { LiveSession } from '../session/live-session.js';
import type { Command } from './command.js';
import { optionalCount, optionalPosition, optionalText, text } from './fields.js';
import { membersAsJson, nicksOnJoin } from './who.js';

/** What `join` is asked for. */
export interface JoinInput {
  readonly name: string;
  readonly after: Position | undefined;
  readonly password: string | undefined;
  readonly last: number | undefined;
  readonly verbatim: Verbatim | undefined;
}

/** `join`: into a room; the reply says who is there and where its log is. */
export const join = (core: HubInternals): Command<JoinInput> => ({
  name: 'join',
  summary: 'Goes into a room.',
  parse: (fields, { verbatim }) => ({
    name: roomName(text(fields, 'room'), core.limits),
    after: optionalPosition(fields, 'after'),
    password: optionalText(fields, 'password', 200),
    last: optionalCount(fields, 'last', 0, core.limits.recoverEntries),
    verbatim,
  }),
  async run({ name, ...wish }, session) {
    if (session.user === undefined) return {};
    const room = await core.membership.join(session as LiveSession, session.user, name, wish);
    if (room instanceof Refusal) return room;
    return { room: room.name, ...room.position, members: membersAsJson(room.rosterEntries()) };
  },
  slash: {
    name: 'join',
    usage: 'ROOM [PASSWORD]',
    fields(typed) {
      const [room = '', ...words] = typed.split(/\s+/);
      return words.length === 0 ? { room } : { room, password: typed.slice(room.length).trim() };
    },
    answer: ({ room, members }) => `You are in #${String(room)}: ${nicksOnJoin(members)}`,
  },
});
