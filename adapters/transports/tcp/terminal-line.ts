import { readText } from '../socket/index.js';
import { withoutTelnet } from './telnet.js';

const BYTE_ORDER_MARK = '\ufeff';
const BS = '\b';
const DEL = '\x7f';
const ERASE_WORD = '\x17';
const ERASE_LINE = '\x15';
const editing = new RegExp(`[${BS}${DEL}${ERASE_LINE}${ERASE_WORD}]`);
const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/**
 * Reads a line that may have been typed at a terminal which sends each key by itself: telnet commands are ignored, and the
 * keys that erase have erased. `undefined`: it is not UTF-8 (RFC 3629).
 */
export function readTypedLine(line: Buffer): string | undefined {
  const text = readText(withoutTelnet(line));
  return text === undefined ? undefined : applyEditingKeys(withoutByteOrderMark(text));
}

/** A text without the mark that some Windows programs put in front of UTF-8. */
export function withoutByteOrderMark(text: string): string {
  return text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text;
}

/**
 * What is left of a line once it was edited as a terminal does: BS and DEL erase the last character, Ctrl-W the last word,
 * Ctrl-U the line.
 */
export function applyEditingKeys(line: string): string {
  if (!editing.test(line)) return line;
  const kept: string[] = [];
  for (const { segment } of graphemes.segment(line)) {
    if (segment === BS || segment === DEL) kept.pop();
    else if (segment === ERASE_LINE) kept.length = 0;
    else if (segment === ERASE_WORD) eraseWord(kept);
    else kept.push(segment);
  }
  return kept.join('');
}

function eraseWord(kept: string[]): void {
  while (kept.at(-1)?.trim() === '') kept.pop();
  while (kept.length > 0 && kept.at(-1)?.trim() !== '') kept.pop();
}

/** Whether bytes are one character at most, as those of one key are, also where the character is not complete. */
export function isOneKey(bytes: Buffer): boolean {
  // The longest clusters in use, families of emoji with skin tones, have 41.
  if (bytes.length > 64) return false;
  const [, second] = graphemes.segment(bytes.toString('utf8'));
  return second === undefined;
}
