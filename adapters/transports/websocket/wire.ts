import { WebSocket } from 'ws';
import type { CloseCause, CloseReason } from '../../../core/index.js';
import { badEncoding } from '../socket/index.js';

/** Receives the events of a wire. */
export interface WireOwner {
  /** A message came. */
  message(data: Buffer, binary: boolean): void;
  /** The peer has answered a ping. */
  pong(): void;
  /** Why the connection is about to end; the first cause is the true one. */
  setCause(cause: CloseCause): void;
  /** The wire has closed. */
  wireClosed(): void;
}

/** A socket of `ws` that knows whose it is: its listeners are shared by all, instead of closures for each. */
export class Wire extends WebSocket {
  /** Set once the handshake is done. */
  owner: WireOwner | undefined;
}

/** Connects a wire's events to its owner. */
export function attach(wire: Wire, owner: WireOwner): void {
  wire.owner = owner;
  wire.on('message', onMessage as (this: WebSocket, data: unknown, binary: boolean) => void);
  wire.on('pong', onPong as (this: WebSocket) => void);
  wire.on('error', onError as (this: WebSocket, error: Error) => void);
  wire.on('close', onClose as (this: WebSocket, code: number, reason: Buffer) => void);
}

function onMessage(this: Wire, data: Buffer, binary: boolean): void {
  this.owner?.message(data, binary);
}

function onPong(this: Wire): void {
  this.owner?.pong();
}

// `ws` tells of a broken rule of the protocol by an error, and closes by itself.
const codes: Readonly<Record<string, string>> = {
  WS_ERR_UNSUPPORTED_MESSAGE_LENGTH: 'CHAT_FRAME_TOO_LARGE',
  WS_ERR_UNSUPPORTED_DATA_PAYLOAD_LENGTH: 'CHAT_FRAME_TOO_LARGE',
  WS_ERR_TOO_MANY_BUFFERED_PARTS: 'CHAT_FRAME_TOO_LARGE',
  WS_ERR_INVALID_UTF8: badEncoding.code,
};

function onError(this: Wire, error: Error & { code?: string }): void {
  const code = codes[error.code ?? ''];
  this.owner?.setCause({ by: 'error', text: error.message, ...(code === undefined ? {} : { code }) });
}

const NO_CLOSE_FRAME = 1006;

function onClose(this: Wire, code: number, reason: Buffer): void {
  if (code !== NO_CLOSE_FRAME) {
    this.owner?.setCause({ by: 'peer', code: String(code), text: reason.toString() });
  }
  this.owner?.wireClosed();
}

const REASON_BYTES = 123;
const OTHER = 4000;

/** Close codes (RFC 6455, section 7.4) for our own; what is not here is 4000. */
const closeCodes: Readonly<Record<string, number>> = {
  bye: 1000,
  CHAT_DRAINING: 1012,
  CHAT_FRAME_TOO_LARGE: 1009,
  CHAT_LISTENER_CLOSED: 1012,
  CHAT_SLOW_CONSUMER: 4008,
};

/** The close code that a peer sees. */
export function closeCode(code: CloseReason['code']): number {
  return closeCodes[code] ?? OTHER;
}

/** `CODE text`, cut to the 123 bytes that a close frame carries, between characters. */
export function closeText({ code, text }: CloseReason): string {
  const bytes = Buffer.from(`${code} ${text}`);
  if (bytes.length <= REASON_BYTES) return bytes.toString();
  let end = REASON_BYTES;
  while (((bytes[end] ?? 0) & 0xc0) === 0x80) end--;
  return bytes.toString('utf8', 0, end);
}
