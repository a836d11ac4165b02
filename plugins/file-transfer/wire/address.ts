import type { JsonObject } from '../../../core/index.js';
import type { Address } from '../address.js';
import { bad, textIn } from './fields.js';

/** Longer ones are nobody's: the names of conversations have two ids in them. */
const NAME_CHARACTERS = 512;

/** A room or a nick, and not both. @throws ChatError `CHAT_BAD_COMMAND` */
export function addressIn(fields: JsonObject): Address {
  if (fields.to === undefined) return { room: textIn(fields, 'room', NAME_CHARACTERS) };
  if (fields.room !== undefined) throw bad('to', 'without the field room');
  return { to: textIn(fields, 'to', NAME_CHARACTERS) };
}
