import type { Position } from '../view.js';
import { type ErrorFrame, type Fields, isObject, isText } from './frame.js';

/** What a login is made of. */
export interface Login {
  readonly nick: string | undefined;
  readonly client: string | undefined;
  readonly credentials: Fields | undefined;
  /** The token of the session, which the client has drawn: so it finds the session even if no welcome has ever come. */
  readonly token: string;
  /** Where the client is in its rooms; `undefined`: it was never welcomed. */
  readonly positions: Readonly<Record<string, Position>> | undefined;
}

/** The fields of a `hello`. What is `undefined` does not go out. */
export function helloFields({ nick, client, credentials, token, positions }: Login): Fields {
  return { nick, protocol: 1, client, credentials, resume: token, positions, heartbeat: true };
}

/** The limits that a welcome names, those that are numbers. */
export function limitsIn(limits: unknown): Readonly<Record<string, number>> {
  if (!isObject(limits)) return {};
  const numbers = Object.entries(limits).filter((row): row is [string, number] => Number.isFinite(row[1]));
  return Object.fromEntries(numbers);
}

/** The nick that the server suggests instead of one that is taken. */
export function suggestionIn({ code, details }: ErrorFrame): string | undefined {
  if (code !== 'CHAT_NICK_TAKEN' || !isObject(details)) return undefined;
  return isText(details.suggestion) ? details.suggestion : undefined;
}
