import type { IncomingMessage } from 'node:http';

/**
 * Whether a request that changes something may come from where it says. Programs send no `Origin`; a page must be of
 * the host that it asks, or of one of these (`https://chat.example`).
 */
export function originFits({ headers: { origin, host } }: IncomingMessage, origins: readonly string[]): boolean {
  if (origin === undefined || origins.includes(origin)) return true;
  return URL.canParse(origin) && host !== undefined && new URL(origin).host === host.toLowerCase();
}
