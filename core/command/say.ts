import type { Core } from '../core.js';
import { ChatError } from '../errors.js';
import type { Json, JsonObject } from '../json.js';
import type { Receipt } from '../message/message.js';
import { roomName } from '../message/names.js';
import { Refusal } from '../message/refusal.js';
import type { LiveSession } from '../session/live-session.js';
import type { Command } from './command.js';
import { optionalData, optionalText, text } from './fields.js';

/** What `say` is asked for. */
export interface SayInput {
  readonly room: string;
  readonly text: string;
  readonly kind: string;
  readonly key: string | undefined;
  readonly data: Json | undefined;
}

const kinds: ReadonlySet<string> = new Set(['text', 'action']);

/** `say`: a message to a room that I am in. The reply says where it stands in the room's log. */
export const say = (core: Core): Command<SayInput> => ({
  name: 'say',
  summary: 'Says something in a room.',
  parse(fields) {
    const kind = fields.kind ?? 'text';
    if (typeof kind !== 'string' || !kinds.has(kind)) {
      throw new ChatError('CHAT_BAD_COMMAND', 'The field kind must be text or action.', { details: { field: 'kind' } });
    }
    return {
      room: text(fields, 'room'),
      text: text(fields, 'text'),
      kind,
      key: optionalText(fields, 'key', core.limits.keyCharacters),
      data: optionalData(fields, 'data', core.limits),
    };
  },
  async run({ room: wanted, text: words, kind, key, data }, session) {
    const { user } = session;
    const { places } = session as LiveSession;
    // Clients mostly say the name as the server told it; only other spellings need folding.
    const room = places.has(wanted) ? wanted : roomName(wanted, core.limits);
    const place = places.get(room);
    if (user === undefined || place === undefined) throw new ChatError('CHAT_NOT_IN_ROOM');
    if (place.room.direct) throw new ChatError('CHAT_BAD_COMMAND', 'In a conversation of two, use tell.');
    const from = { id: user.id, nick: user.nick };
    const receipt = await core.publish({ room, from, kind, text: words, key, data }, session);
    return receipt instanceof Refusal ? receipt : receiptAsJson(room, receipt);
  },
  slash: {
    name: 'me',
    usage: 'TEXT',
    summary: 'Says what you do: * ann waves.',
    fields: (typed, here) => ({ room: here ?? '', kind: 'action', text: typed }),
  },
});

/** The reply to a message that is kept. */
export function receiptAsJson(room: string, { id, at, position }: Receipt): JsonObject {
  return { id, room, epoch: position.epoch, offset: position.offset, at };
}
