import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';

/** Which web pages may connect: all, these (`https://chat.example`), or, when `undefined`, the default policy. */
export type Origins = 'any' | readonly string[] | undefined;

/**
 * Whether a handshake may come from where it says. Only browsers send `Origin`; the default policy lets in
 * programs without one and pages of the same host. A peer on this machine is let in from pages opened from a file
 * and from pages of this machine's servers only: a name that was made to point at it (DNS rebinding) looks like
 * the same host. Everything else could be a foreign page using its visitor. Behind a proxy on the same machine,
 * name the origins.
 */
export function originAllowed(request: IncomingMessage, origins: Origins): boolean {
  const { origin, host } = request.headers;
  if (origins === 'any' || origin === undefined) return true;
  if (origins !== undefined) return origins.includes(origin);
  const from = hostOf(origin);
  if (!isLoopback(request.socket.remoteAddress ?? '')) return from !== undefined && from.host === host?.toLowerCase();
  return origin === 'null' || origin === 'file://' || (from !== undefined && isLoopback(from.hostname));
}

function hostOf(origin: string): { host: string; hostname: string } | undefined {
  if (!URL.canParse(origin)) return undefined;
  const { host, hostname } = new URL(origin);
  return host === '' ? undefined : { host, hostname };
}

/** Whether a host or address is this machine: `localhost`, 127.0.0.0/8, ::1, also as IPv4 in IPv6. */
export function isLoopback(host: string): boolean {
  const address = host.replace(/^\[|\]$/g, '').replace(/^::ffff:/i, '');
  if (address === 'localhost' || address.endsWith('.localhost') || address === '::1') return true;
  return isIP(address) === 4 && address.startsWith('127.');
}
