import { type JsonObject, type Refusal, refuse, type Session } from '../../../core/index.js';
import { optionalText, userOf } from '../fields.js';
import { type Cursor, cursorFrom } from './cursor.js';

/** Whose writings are meant, and how far they have been gone through. */
export interface SubjectInput {
  /** The id of a user; `undefined`: one's own. */
  readonly user: string | undefined;
  readonly cursor: Cursor;
}

/** What the fields say of it. @throws ChatError `CHAT_BAD_COMMAND` */
export function subjectIn(fields: JsonObject): SubjectInput {
  return { user: optionalText(fields, 'user', 1_000), cursor: cursorFrom(optionalText(fields, 'cursor', 4_000)) };
}

/** The id of the user that a session means, or a refusal `HISTORY_NOT_OPERATOR`. */
export function subjectOf(
  session: Session,
  user: string | undefined,
  isOperator: (session: Session) => boolean,
): string | Refusal {
  const { id } = userOf(session);
  if (user === undefined || user === id || isOperator(session)) return user ?? id;
  return refuse('HISTORY_NOT_OPERATOR', 'Only operators may do that for others.');
}
