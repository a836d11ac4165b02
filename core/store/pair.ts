import { ChatError } from '../errors.js';
import type { Json } from '../json.js';
import { utf8Length } from '../message/utf8.js';

const KEY_CHARACTERS = 1_024;

/** Half of a key for whom it belongs to, half for what they call it. */
const WHOLE_KEY_CHARACTERS = 2 * KEY_CHARACTERS;

const VALUE_BYTES = 65_536;

/**
 * The key, when a {@link Store} can have it: 1–2,048 printable ASCII characters. For those who write stores.
 * @throws TypeError when not.
 */
export function storeKey(key: string): string {
  return checked(key, WHOLE_KEY_CHARACTERS);
}

/** The key, when a plugin may use it: 1–1,024 printable ASCII characters. @throws TypeError when not. */
export function ownKey(key: string): string {
  return checked(key, KEY_CHARACTERS);
}

/**
 * The value as JSON, when a {@link Store} can keep it: at most 64 KiB. For those who write stores.
 * @throws TypeError for what JSON cannot carry.
 * @throws ChatError `CHAT_STORE_FULL` over 64 KiB.
 */
export function storeValue(value: Json): string {
  const json: string | undefined = JSON.stringify(value);
  if (json === undefined) throw new TypeError('A store keeps values of JSON only.');
  if (utf8Length(json) > VALUE_BYTES) {
    throw new ChatError('CHAT_STORE_FULL', `A value has at most ${VALUE_BYTES} bytes of JSON.`);
  }
  return json;
}

function checked(key: string, most: number): string {
  if (/^[\x20-\x7e]+$/.test(key) && key.length <= most) return key;
  throw new TypeError(`A store's key has 1 to ${most} printable ASCII characters, unlike ${JSON.stringify(key)}.`);
}
