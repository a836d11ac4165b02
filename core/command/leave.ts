import type { Core } from '../core.js';
import { ChatError } from '../errors.js';
import { roomName } from '../message/names.js';
import type { LiveSession } from '../session/live-session.js';
import type { Command } from './command.js';
import { text } from './fields.js';

/** `leave`: out of a room. */
export const leave = (core: Core): Command<string> => ({
  name: 'leave',
  summary: 'Leaves a room.',
  parse: (fields) => roomName(text(fields, 'room'), core.limits),
  run(room, session) {
    if (!core.membership.leave(session as LiveSession, room, undefined)) throw new ChatError('CHAT_NOT_IN_ROOM');
    return { room };
  },
  slash: {
    name: 'part',
    usage: '[ROOM]',
    fields: (typed, here) => ({ room: typed || (here ?? '') }),
    answer: ({ room }) => `You have left #${String(room)}.`,
  },
});
