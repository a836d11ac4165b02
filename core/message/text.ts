import { ChatError } from '../errors.js';
import type { Limits } from '../limits.js';
import { fits } from './utf8.js';
import { hasVisible } from './visible.js';

// Line breaks and tabs are text; other control characters could move a terminal's cursor, and a lone surrogate
// cannot be written as UTF-8.
const forbidden = /[\p{Cc}\p{Cs}]/u;
// Most lines are printable ASCII, which needs no more checks. One way to match only, so that it takes linear time.
const plainAscii = /^ *[\x21-\x7e][\x20-\x7e]*$/;
const allowedControls = /[\n\t]/g;

const lineBreaks = /[\n\u2028\u2029]/g;

/**
 * A message's text in NFC, with `\r\n` as `\n`.
 * @throws ChatError `CHAT_TEXT_INVALID` for a text with nothing to see or with control characters;
 * `CHAT_TEXT_TOO_LONG` over `textCharacters`, `textBytes` or `textLines`.
 */
export function messageText(text: string, limits: Limits): string {
  const ascii = plainAscii.test(text);
  // NFC makes some texts longer: what is kept is what counts.
  const plain = ascii ? text : normalized(text);
  if (!fits(plain, limits.textCharacters, limits.textBytes)) {
    throw new ChatError('CHAT_TEXT_TOO_LONG', `A message has at most ${limits.textCharacters} characters.`, {
      details: { characters: limits.textCharacters, bytes: limits.textBytes },
    });
  }
  if (ascii) return plain;
  checkReadable(plain);
  if (hasTooManyLines(plain, limits)) {
    throw new ChatError('CHAT_TEXT_TOO_LONG', `A message has at most ${limits.textLines} lines.`, {
      details: { lines: limits.textLines },
    });
  }
  return plain;
}

/** Returns a text in NFC, with `\r\n` as `\n`. */
export function normalized(text: string): string {
  return text.replaceAll('\r\n', '\n').normalize('NFC');
}

/**
 * Checks what a text consists of.
 * @throws ChatError `CHAT_TEXT_INVALID` for one with nothing to see or with control characters.
 */
export function checkReadable(plain: string): void {
  if (!hasVisible(plain)) throw new ChatError('CHAT_TEXT_INVALID', 'The message is empty.');
  if (forbidden.test(plain) && forbidden.test(plain.replace(allowedControls, ''))) {
    throw new ChatError('CHAT_TEXT_INVALID', 'The message has control characters.');
  }
}

/** Whether a text has more lines than a message may have. */
export function hasTooManyLines(plain: string, { textLines }: Limits): boolean {
  // A text of fewer characters has no more lines.
  return plain.length >= textLines && (plain.match(lineBreaks)?.length ?? 0) >= textLines;
}
