import type { Position } from '../view.js';
import { type ErrorFrame, type Fields, isObject, isText } from './frame.js';

/** What a login is made of. */
export interface Login {
  readonly nick: string | undefined;
  readonly client: string | undefined;
  readonly credentials: Fields | undefined;
  /** The token of the session to come back to; `undefined`: a new one. */
  readonly token: string | undefined;
  /** Where the client is in its rooms. */
  readonly positions: Readonly<Record<string, Position>>;
}

/** The fields of a `hello`. What is `undefined` does not go out. */
export function helloFields({ nick, client, credentials, token, positions }: Login): Fields {
  const back = token === undefined ? { resume: true } : { resume: token, positions };
  return { nick, protocol: 1, client, credentials, ...back, heartbeat: true };
}

/** The nick that the server suggests instead of one that is taken. */
export function suggestionIn({ code, details }: ErrorFrame): string | undefined {
  if (code !== 'CHAT_NICK_TAKEN' || !isObject(details)) return undefined;
  return isText(details.suggestion) ? details.suggestion : undefined;
}
