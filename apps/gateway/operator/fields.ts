import { ChatError, type JsonObject, type Session } from '../../../core/index.js';
import type { SessionStats } from './watch/index.js';

const MAX_TEXT_CHARACTERS = 65_536;

function invalidField(field: string, what: string): ChatError {
  return new ChatError('CHAT_BAD_COMMAND', `The field ${field} must be ${what}.`, { details: { field } });
}

/** A field that must be a text. @throws ChatError `CHAT_BAD_COMMAND` */
export function readText(body: JsonObject, field: string, most = MAX_TEXT_CHARACTERS): string {
  const value = body[field];
  if (typeof value === 'string' && value.length <= most) return value;
  throw invalidField(field, most === MAX_TEXT_CHARACTERS ? 'a text' : `a text of at most ${most} characters`);
}

/** A text, or nothing. @throws ChatError `CHAT_BAD_COMMAND` */
export function readOptionalText(body: JsonObject, field: string, most?: number): string | undefined {
  return body[field] === undefined ? undefined : readText(body, field, most);
}

/** Yes or no. @throws ChatError `CHAT_BAD_COMMAND` */
export function readBoolean(body: JsonObject, field: string): boolean {
  const value = body[field];
  if (typeof value === 'boolean') return value;
  throw invalidField(field, 'true or false');
}

/** One of some words. @throws ChatError `CHAT_BAD_COMMAND` */
export function readEnum<T extends string>(body: JsonObject, field: string, words: readonly T[]): T {
  const found = words.find((word) => word === body[field]);
  if (found === undefined) throw invalidField(field, `one of ${words.join(', ')}`);
  return found;
}

/** A whole number, or what is usual. @throws ChatError `CHAT_BAD_COMMAND` */
export function readInteger(body: JsonObject, field: string, least: number, most: number, usual: number): number {
  const value = body[field] ?? usual;
  if (Number.isSafeInteger(value) && Number(value) >= least && Number(value) <= most) return Number(value);
  throw invalidField(field, `a whole number from ${least} to ${most}`);
}

/** The session of that id; `undefined`: it is gone. @throws ChatError `CHAT_BAD_COMMAND` */
export function findSession(body: JsonObject, census: SessionStats): Session | undefined {
  const id = readText(body, 'session');
  for (const session of census.sessions) if (session.id === id) return session;
  return undefined;
}

/** What a session is called by people. */
export function sessionName({ user, info }: Session): string {
  return user?.nick ?? info.remoteAddress ?? info.transport;
}
