import type { IncomingMessage } from 'node:http';

/**
 * Whether a request that does something may come from where it says. Programs send no `Origin`; a page must be of the host
 * that it asks, or of one of these (`https://chat.example`).
 */
export function originFits({ headers: { origin, host } }: IncomingMessage, origins: readonly string[]): boolean {
  if (origin === undefined || origins.includes(origin)) return true;
  return URL.canParse(origin) && host !== undefined && new URL(origin).host === host.toLowerCase();
}

/** The origins that settings name: of pages that may connect, and of where people reach the gateway. */
export function originsIn({
  origins,
  publicUrl,
}: {
  readonly origins: readonly string[];
  readonly publicUrl: string;
}): readonly string[] {
  const own = URL.canParse(publicUrl) ? [new URL(publicUrl).origin] : [];
  return [...origins.filter((origin) => origin !== 'any'), ...own];
}
