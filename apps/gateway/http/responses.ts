import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { Awaitable, Logger } from '../../../core/index.js';

/** Answers with a complete body that must not be cached. */
export function sendBody(
  response: ServerResponse,
  status: number,
  type: string,
  body: string,
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(status, {
    'Content-Type': type,
    'Content-Length': String(Buffer.byteLength(body)),
    'Cache-Control': 'no-store',
    ...headers,
  });
  response.end(body);
}

/** Answers with JSON. */
export function sendJson(response: ServerResponse, value: object): void {
  sendBody(response, 200, 'application/json', JSON.stringify(value));
}

/** Answers with one line of text. */
export function sendText(
  response: ServerResponse,
  status: number,
  text: string,
  headers?: Readonly<Record<string, string>>,
): void {
  sendBody(response, status, 'text/plain; charset=utf-8', `${text}\n`, headers);
}

/** Redirects temporarily. @param location Relative to the request, since a proxy may add a prefix. */
export function sendRedirect(response: ServerResponse, location: string): void {
  sendText(response, 302, 'Moved.', { Location: location });
}

/** Returns the path of a request without the query. */
export function pathOf({ url }: IncomingMessage): string {
  return url?.split('?', 1)[0] ?? '/';
}

/**
 * Headers of every response. The page needs only its own files and a WebSocket to its origin, which 'self' covers
 * (CSP level 3).
 */
export const securityHeaders: Readonly<Record<string, string>> = {
  'Content-Security-Policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' blob:",
    "media-src 'self'",
    "font-src 'self'",
    "manifest-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
};

/** Returns `Cache-Control` for a page file: names with a hash never change, all others are revalidated. */
export function cacheControl(path: string): string {
  return /^\/assets\/.+-[\w-]{8}\.\w+$/.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache';
}

/** Handles a request if it is responsible. @returns Whether it has handled it. */
export type HttpHandler = (request: IncomingMessage, response: ServerResponse) => boolean;

/** Creates a request listener that sets the security headers and answers 500 if the handler throws. */
export function createRequestListener(
  answer: (request: IncomingMessage, response: ServerResponse) => Awaitable<void>,
  logger: Logger,
): RequestListener {
  return async (request, response) => {
    for (const [name, value] of Object.entries(securityHeaders)) response.setHeader(name, value);
    try {
      await answer(request, response);
    } catch (error) {
      logger.error({ error, path: request.url }, 'an HTTP request failed');
      if (response.headersSent) response.destroy();
      else sendText(response, 500, 'Internal error.');
    }
  };
}

/** Refuses methods other than GET and HEAD. @returns Whether it has refused. */
export const refuseWrites: HttpHandler = ({ method }, response) => {
  if (method === 'GET' || method === 'HEAD') return false;
  sendText(response, 405, 'Only GET and HEAD are allowed here.', { Allow: 'GET, HEAD', Connection: 'close' });
  return true;
};
