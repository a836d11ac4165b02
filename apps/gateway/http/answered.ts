import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { Awaitable, Logger } from '../../../core/index.js';
import { securityHeaders } from './headers.js';
import { sendText } from './plain.js';

/** Answers a request, unless it is none of its own; says whether it has taken it. */
export type HttpHandler = (request: IncomingMessage, response: ServerResponse) => boolean;

/** A site on which everything goes out with the headers that keep browsers safe, and a defect ends one request alone. */
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
      else sendText(response, 500, 'Something went wrong here.');
    }
  };
}

/** Refuses what is neither GET nor HEAD; says whether it has. */
export const refuseWrites: HttpHandler = ({ method }, response) => {
  if (method === 'GET' || method === 'HEAD') return false;
  sendText(response, 405, 'Only GET and HEAD are answered here.', { Allow: 'GET, HEAD', Connection: 'close' });
  return true;
};
