import { ChatError } from '../errors.js';
import type { Json } from '../json.js';
import { utf8Length } from '../message/utf8.js';

const MOST_BYTES = 65_536;

/** The key, when it can be one. @throws TypeError when not. */
export function checkKey(key: string): string {
  if (/^[\x20-\x7e]{1,512}$/.test(key)) return key;
  throw new TypeError(`A store's key has 1 to 512 printable ASCII characters, unlike ${JSON.stringify(key)}.`);
}

/**
 * The value as JSON.
 * @throws TypeError for what JSON cannot carry.
 * @throws ChatError `CHAT_STORE_FULL` over 64 KiB.
 */
export function valueJson(value: Json): string {
  const json: string | undefined = JSON.stringify(value);
  if (json === undefined) throw new TypeError('A store keeps values of JSON only.');
  if (utf8Length(json) > MOST_BYTES) {
    throw new ChatError('CHAT_STORE_FULL', `A value has at most ${MOST_BYTES} bytes of JSON.`);
  }
  return json;
}
