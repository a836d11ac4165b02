import { ChatError, type JsonObject, type Limits, roomName } from '../../../core/index.js';
import { readOptionalText } from './fields.js';

/** Where something is said or sent: to one room, to one person, or to every room that has somebody in it. */
export type MessageTarget = { readonly room: string } | { readonly to: string } | { readonly everywhere: true };

/** Reads `room`, `to`, or neither. @throws ChatError `CHAT_BAD_COMMAND`, `CHAT_NAME_INVALID` */
export function readMessageTarget(body: JsonObject, limits: Limits): MessageTarget {
  const room = readOptionalText(body, 'room');
  const to = readOptionalText(body, 'to');
  const everywhere = body.everywhere === true;
  if ([room !== undefined, to !== undefined, everywhere].filter(Boolean).length > 1) {
    const text = 'It goes to a room, to somebody or everywhere: give one of room, to and everywhere.';
    throw new ChatError('CHAT_BAD_COMMAND', text, { details: { field: 'room' } });
  }
  if (room !== undefined) return { room: roomName(room, limits) };
  return to === undefined ? { everywhere: true } : { to: to.trim() };
}
