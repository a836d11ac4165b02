import type { FrameFault } from '../../../core/index.js';
import { TelnetCommands } from './terminal.js';

const NUL = 0x00;
const TAB = 0x09;
const LF = 0x0a;
const CR = 0x0d;
const TLS_HANDSHAKE = 0x16;
const SPACE = 0x20;
const BRACE = 0x7b;
const DEL = 0x7f;
const IAC = 0xff;
const byteOrderMark: ReadonlySet<number> = new Set([0xef, 0xbb, 0xbf]);

/** The fault of a peer that speaks another protocol. */
export const binaryProtocol: FrameFault = {
  code: 'CHAT_PROTOCOL',
  text: 'This is a chat. It takes lines of text in UTF-8, and no other protocol.',
};

const tlsProtocol: FrameFault = {
  code: 'CHAT_PROTOCOL',
  text: 'This port of the chat is not encrypted. Connect without TLS.',
};

/**
 * Looks at the bytes of a peer that writes text until its first line is whole, and learns from them how its lines end: in LF,
 * or, as terminals do that send each key by itself, in CR or CR NUL (RFC 854). Pure: however the bytes are split, it learns
 * the same.
 */
export class Opening {
  /** Whether the first line is JSON, so that it has to end in a newline. */
  isProgram = false;
  /** Whether there were bytes that only a terminal sends. */
  isTerminal = false;
  /** What is wrong, once the bytes are those of another protocol. */
  fault: FrameFault | undefined;
  readonly #telnet = new TelnetCommands();
  #first: number | undefined;
  /** Whether the first line that is not blank has not ended. */
  #open = true;
  /** Whether the present line is not blank. */
  #begun = false;
  #lineEnd: 'lf' | 'cr' | undefined;
  #afterCr = false;

  /** Whether all that comes is lines that end in LF, so that there is nothing to do. */
  get #plain(): boolean {
    return this.isProgram || (!this.#open && this.#lineEnd === 'lf');
  }

  /** The bytes with LF as the end of each line; up to a fault. */
  read(chunk: Buffer): Buffer {
    if (this.#plain) return chunk;
    const lines = Buffer.allocUnsafe(chunk.length);
    let size = 0;
    for (let at = 0; at < chunk.length && this.fault === undefined; at++) {
      if (this.#plain) {
        size += chunk.copy(lines, size, at);
        break;
      }
      const byte = this.#take(chunk[at] as number);
      if (byte !== undefined) lines[size++] = byte;
    }
    return lines.subarray(0, size);
  }

  /** What a byte becomes; `undefined`: it is left out. */
  #take(byte: number): number | undefined {
    if (this.#afterCr) {
      this.#afterCr = false;
      this.#lineEnd ??= byte === LF ? 'lf' : 'cr';
      if (byte === LF || byte === NUL) return undefined;
    }
    if (byte === CR && this.#lineEnd !== 'lf') {
      this.#afterCr = true;
      return this.#endLine();
    }
    if (byte === LF) {
      this.#lineEnd ??= 'lf';
      return this.#endLine();
    }
    if (this.#open) this.#look(byte);
    return byte;
  }

  #endLine(): number {
    this.#telnet.takes(LF);
    if (this.#begun) this.#open = false;
    this.#begun = false;
    return LF;
  }

  #look(byte: number): void {
    this.#first ??= byte;
    if (this.#telnet.takes(byte)) {
      // The byte that begins a command may be text in another encoding.
      if (byte !== IAC) this.isTerminal = true;
    } else if (byte === NUL) {
      // No text has it: these are TLS, RDP, PROXY v2, UTF-16, …
      this.fault = this.#first === TLS_HANDSHAKE ? tlsProtocol : binaryProtocol;
    } else if (byte === DEL || (byte < SPACE && byte !== TAB && byte !== CR)) {
      this.isTerminal = true;
    } else if (byte > SPACE && !this.#begun && !byteOrderMark.has(byte)) {
      this.#begun = true;
      this.isProgram = byte === BRACE && !this.isTerminal;
    }
  }
}
