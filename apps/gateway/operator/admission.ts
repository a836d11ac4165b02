import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { Refusal } from '../../../core/index.js';
import type { Operators } from '../operators.js';
import { operatorRefusal } from './statuses.js';

/** Says why a request is refused; `undefined`: it has shown the operator's token. A wrong token is answered late. */
export type Authorizer = (request: IncomingMessage) => Promise<Refusal | undefined>;

/** How long a client waits before it shows a token again that could not be compared. */
const RETRY_MS = 1_000;

/** Where a request comes from. */
export function remoteAddressOf({ socket }: IncomingMessage): string {
  return socket.remoteAddress ?? 'unknown';
}

/** Asks for `Authorization: Bearer TOKEN` (RFC 6750). A request without a token is no guess. */
export function createAuthorizer({
  matchesToken: fits,
  checkToken: shown,
}: Pick<Operators, 'matchesToken' | 'checkToken'>): Authorizer {
  /** Connections on which the right token was shown: they need not wait behind guesses from the same address. */
  const trusted = new WeakSet<Socket>();
  return async (request) => {
    const { socket } = request;
    const given = /^Bearer +([!-~]+)$/i.exec(request.headers.authorization ?? '')?.[1];
    if (given === undefined) return operatorRefusal('OPERATOR_TOKEN');
    if (trusted.has(socket) && fits(given)) return undefined;
    trusted.delete(socket);
    const outcome = await shown(given, socket.remoteAddress, 'http');
    if (outcome === 'busy') return operatorRefusal('OPERATOR_TRIES', { retryMs: RETRY_MS });
    if (outcome === 'wrong') return operatorRefusal('OPERATOR_TOKEN');
    trusted.add(socket);
    return undefined;
  };
}
