import { isPromise } from '../awaitable.js';
import { ChatError } from '../errors.js';
import type { HubInternals } from '../hub-internals.js';
import type { JsonObject } from '../json.js';
import { roomName } from '../message/names.js';
import { Refusal } from '../message/refusal.js';
import type { TypingRequest } from '../plugin/gates.js';
import type { LiveSession } from '../session/live-session.js';
import type { Command } from './command.js';
import { optionalFlag, text } from './fields.js';

/** What `typing` is asked for. */
export interface TypingInput {
  readonly room: string;
  readonly on: boolean;
}

/** `typing`: I am writing something in a room, or have stopped to. */
export const typing = (core: HubInternals): Command<TypingInput> => ({
  name: 'typing',
  summary: 'Tells a room that you are writing.',
  parse: (fields) => ({ room: text(fields, 'room'), on: optionalFlag(fields, 'on') ?? true }),
  run({ room: wanted, on }, session) {
    const { user } = session;
    const { memberships: places } = session as LiveSession;
    const room = places.has(wanted) ? wanted : roomName(wanted, core.limits);
    if (user === undefined || !places.has(room)) throw new ChatError('CHAT_NOT_IN_ROOM');
    const { gates } = core;
    const tell = (allowed: TypingRequest | Refusal): JsonObject => {
      if (!(allowed instanceof Refusal) && places.has(room))
        core.signal(room, { type: 'typing', room, user: { id: user.id, nick: user.nick }, on }, session.id);
      return {};
    };
    if (!gates.hasGates('typing')) return tell({ room, on });
    const allowed = gates.run('typing', { room, on }, session);
    return isPromise(allowed) ? allowed.then(tell) : tell(allowed);
  },
});
