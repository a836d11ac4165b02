import type { JsonObject, Position, Said } from '../../../core/index.js';
import { placeOf, text } from '../fields.js';

/** Which message is meant. */
export interface Wish {
  readonly room: string;
  /** Where it stands; `undefined`: the last one. */
  readonly place: Position | undefined;
}

/** The message that fields name. @throws ChatError `CHAT_BAD_COMMAND` */
export function wishIn(fields: JsonObject): Wish {
  return { room: text(fields, 'room', 1_000), place: placeOf(fields) };
}

/** The reply to what was published, as to every message. */
export function placed({ room, receipt: { id, at, position } }: Said): JsonObject {
  return { id, room, epoch: position.epoch, offset: position.offset, at };
}
