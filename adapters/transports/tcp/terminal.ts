import { readText } from '../socket/index.js';

const IAC = 0xff;
const SE = 0xf0;
const EC = 0xf7;
const EL = 0xf8;
const SB = 0xfa;
const WILL = 0xfb;
const DONT = 0xfe;

/** What a terminal sends to erase the last character. */
const BACKSPACE = 0x08;
/** What a terminal sends to erase the line. */
const KILL = 0x15;

/** Whether a byte is an assigned telnet option (IANA, Telnet Options). Others are letters behind bytes that are not UTF-8. */
const isOption = (byte: number): boolean => byte <= 49 || (byte >= 138 && byte <= 140) || byte === IAC;

const isLineEnd = (byte: number): boolean => byte === 0x0a || byte === 0x0d;

/**
 * Follows telnet commands (RFC 854) byte by byte, so that their bytes are not taken for text. A command never goes over the
 * end of a line.
 */
export class TelnetCommands {
  #state: 'text' | 'iac' | 'option' | 'subnegotiation' = 'text';
  #wasIac = false;

  /** Whether a byte belongs to a command. */
  takes(byte: number): boolean {
    if (isLineEnd(byte)) {
      this.#state = 'text';
      return false;
    }
    if (this.#state === 'text') {
      if (byte === IAC) this.#state = 'iac';
      return byte === IAC;
    }
    if (this.#state === 'subnegotiation') {
      if (this.#wasIac && byte === SE) this.#state = 'text';
      this.#wasIac = byte === IAC && !this.#wasIac;
      return true;
    }
    const begun = this.#state;
    this.#state = 'text';
    if (begun === 'option') return isOption(byte);
    if (byte === IAC) return true;
    if (byte < SE) return false;
    if (byte >= WILL) this.#state = 'option';
    else if (byte === SB) this.#state = 'subnegotiation';
    return true;
  }
}

/**
 * A line without the telnet commands (RFC 854) in it: negotiations are ignored, IAC EC and IAC EL become the characters that
 * a terminal sends to erase, and IAC IAC becomes one byte. What is no complete command stays.
 */
export function withoutTelnet(line: Buffer): Buffer {
  if (!line.includes(IAC)) return line;
  const text = Buffer.allocUnsafe(line.length);
  let size = 0;
  for (let at = 0; at < line.length; ) {
    const length = line[at] === IAC ? commandLength(line, at) : 0;
    const command = line[at + 1];
    if (length === 0) text[size++] = line[at] as number;
    else if (command === IAC) text[size++] = IAC;
    else if (command === EC) text[size++] = BACKSPACE;
    else if (command === EL) text[size++] = KILL;
    at += Math.max(1, length);
  }
  return text.subarray(0, size);
}

/** The bytes of the command at a place of a line; 0: there is none. */
function commandLength(line: Buffer, at: number): number {
  const command = line[at + 1];
  if (command === undefined || command < SE) return 0;
  if (command === SB) {
    for (let end = at + 2; end + 1 < line.length; end++) {
      if (line[end] !== IAC) continue;
      if (line[end + 1] === SE) return end + 2 - at;
      end++;
    }
    return 0;
  }
  if (command < WILL || command > DONT) return 2;
  const option = line[at + 2];
  return option !== undefined && isOption(option) ? 3 : 0;
}

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
