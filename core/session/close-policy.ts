import { type ErrorCode, errors } from '../errors.js';
import type { CloseReason } from '../ports/transport.js';

/** Whether whoever is closed may come back. */
export function mayReturn({ code, mayReturn: asked }: CloseReason): boolean {
  return asked ?? (Object.hasOwn(errors, code) && errors[code as ErrorCode].retry);
}

/** Whether the session is kept for whoever may come back: a hub that goes down keeps nobody. */
export function isSessionKept(reason: CloseReason): boolean {
  return mayReturn(reason) && reason.code !== 'CHAT_DRAINING';
}
