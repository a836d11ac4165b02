import { ChatError } from '../errors.js';
import type { HubInternals } from '../hub-internals.js';
import type { Json, JsonObject } from '../json.js';
import type { Limits } from '../limits.js';
import { sendParts, textParts } from '../message/parts.js';
import { Refusal } from '../message/refusal.js';
import type { Verbatim } from '../message/verbatim.js';
import type { SentMessage } from '../room/message-sender.js';
import type { Command } from './command.js';
import { optionalData, optionalText, text } from './fields.js';

/** What `say` is asked for. */
export interface SayInput {
  readonly room: string;
  readonly text: string;
  readonly kind: string;
  readonly key: string | undefined;
  readonly data: Json | undefined;
  readonly verbatim: Verbatim | undefined;
  /** The messages of a text that is too long for one; `undefined`: it is one. */
  readonly parts: readonly string[] | undefined;
}

const kinds: ReadonlySet<string> = new Set(['text', 'action']);

/** `say`: a message to a room, or to a conversation of two, that I am in. The reply says where it stands in the room's log. */
export const say = (core: HubInternals): Command<SayInput> => ({
  name: 'say',
  summary: 'Says something in a room.',
  overlaps: true,
  parse(fields, { verbatim, inParts }) {
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
      verbatim,
      parts: inParts === true ? partsOf(fields, core.limits) : undefined,
    };
  },
  async run({ room, parts, ...words }, session, next) {
    const said = await (parts === undefined
      ? core.speak.room(session, room, words, next)
      : sendParts(parts, (text, part, last) =>
          core.speak.room(session, room, { ...words, text, part, verbatim: undefined }, last ? next : undefined),
        ));
    return said instanceof Refusal ? said : receiptAsJson(said);
  },
  slash: {
    name: 'me',
    usage: 'TEXT',
    summary: 'Says what you do: /me waves.',
    fields: (typed, here) => ({ room: here ?? '', kind: 'action', text: typed }),
  },
});

/** The messages that the field `text` makes; `undefined`: one. @throws ChatError where it cannot be delivered whole. */
export function partsOf(fields: JsonObject, limits: Limits): readonly string[] | undefined {
  const parts = textParts(text(fields, 'text'), limits);
  return parts.length > 1 ? parts : undefined;
}

/** The reply to a message that is kept. */
export function receiptAsJson({ room, receipt: { id, at, position } }: SentMessage): JsonObject {
  return { id, room, epoch: position.epoch, offset: position.offset, at };
}
