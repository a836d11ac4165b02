import type { CloseReason } from '../../../core/index.js';

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
