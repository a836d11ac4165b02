import { ChatError } from '../../../core/index.js';

/** What stands behind the `?`. */
export type Query = URLSearchParams;

const MOST_CHARACTERS = 1_024;

function bad(field: string, what: string): ChatError {
  return new ChatError('CHAT_BAD_COMMAND', `${field} must be ${what}.`, { details: { field } });
}

/** A whole number, or what is usual. @throws ChatError `CHAT_BAD_COMMAND` */
export function countIn<T extends number | undefined>(
  query: Query,
  field: string,
  least: number,
  most: number,
  usual: T,
): number | T {
  const given = query.get(field);
  if (given === null || given === '') return usual;
  const value = Number(given);
  if (/^\d{1,16}$/.test(given) && value >= least && value <= most) return value;
  throw bad(field, `a whole number from ${least} to ${most}`);
}

/** A text, `''` where there is none. @throws ChatError `CHAT_BAD_COMMAND` */
export function wordsIn(query: Query, field: string): string {
  const given = query.get(field) ?? '';
  if (given.length <= MOST_CHARACTERS) return given;
  throw bad(field, `a text of at most ${MOST_CHARACTERS} characters`);
}

/** One of some words, or what is usual. @throws ChatError `CHAT_BAD_COMMAND` */
export function choiceIn<T extends string>(query: Query, field: string, words: readonly T[], usual: T): T {
  const given = wordsIn(query, field);
  if (given === '') return usual;
  const found = words.find((word) => word === given);
  if (found === undefined) throw bad(field, `one of ${words.join(', ')}`);
  return found;
}
