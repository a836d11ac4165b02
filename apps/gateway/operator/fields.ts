import { ChatError, type JsonObject } from '../../../core/index.js';

/** A field that must be a text. @throws ChatError `CHAT_BAD_COMMAND` */
export function textIn(body: JsonObject, field: string): string {
  const value = body[field];
  if (typeof value === 'string') return value;
  throw new ChatError('CHAT_BAD_COMMAND', `The field ${field} must be a text.`, { details: { field } });
}
