import { ChatError } from '../errors.js';
import type { HubInternals } from '../hub-internals.js';
import { roomName } from '../message/names.js';
import type { Verbatim } from '../message/verbatim.js';
import type { LiveSession } from '../session/live-session.js';
import type { Command } from './command.js';
import { text } from './fields.js';

/** What `leave` is asked for. */
export interface LeaveInput {
  readonly room: string;
  readonly verbatim: Verbatim | undefined;
}

/** `leave`: out of a room. */
export const leave = (core: HubInternals): Command<LeaveInput> => ({
  name: 'leave',
  summary: 'Leaves a room.',
  parse: (fields, { verbatim }) => ({ room: roomName(text(fields, 'room'), core.limits), verbatim }),
  run({ room, verbatim }, session) {
    if (!core.membership.leave(session as LiveSession, room, undefined, verbatim))
      throw new ChatError('CHAT_NOT_IN_ROOM');
    return { room };
  },
  slash: {
    name: 'part',
    usage: '[ROOM]',
    fields: (typed, here) => ({ room: typed || (here ?? '') }),
    answer: ({ room }) => `You have left #${String(room)}.`,
  },
});
