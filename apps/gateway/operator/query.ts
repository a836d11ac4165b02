import { ChatError } from '../../../core/index.js';

/** What stands behind the `?`. */
export type QueryParams = URLSearchParams;

const MAX_PARAM_CHARACTERS = 1_024;

function invalidParam(field: string, what: string): ChatError {
  return new ChatError('CHAT_BAD_COMMAND', `${field} must be ${what}.`, { details: { field } });
}

/** A whole number, or what is usual. @throws ChatError `CHAT_BAD_COMMAND` */
export function integerParam<T extends number | undefined>(
  query: QueryParams,
  field: string,
  least: number,
  most: number,
  usual: T,
): number | T {
  const given = query.get(field);
  if (given === null || given === '') return usual;
  const value = Number(given);
  if (/^\d{1,16}$/.test(given) && value >= least && value <= most) return value;
  throw invalidParam(field, `a whole number from ${least} to ${most}`);
}

/** A text, `''` where there is none. @throws ChatError `CHAT_BAD_COMMAND` */
export function textParam(query: QueryParams, field: string): string {
  const given = query.get(field) ?? '';
  if (given.length <= MAX_PARAM_CHARACTERS) return given;
  throw invalidParam(field, `a text of at most ${MAX_PARAM_CHARACTERS} characters`);
}

/** One of some words, or what is usual. @throws ChatError `CHAT_BAD_COMMAND` */
export function enumParam<T extends string>(query: QueryParams, field: string, words: readonly T[], usual: T): T {
  const given = textParam(query, field);
  if (given === '') return usual;
  const found = words.find((word) => word === given);
  if (found === undefined) throw invalidParam(field, `one of ${words.join(', ')}`);
  return found;
}
