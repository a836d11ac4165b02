import type { IncomingMessage } from 'node:http';
import type { Clock, Refusal } from '../../../core/index.js';
import type { Operators } from '../operators.js';
import { deskRefusal } from './statuses.js';
import { triesOn } from './tries.js';

/** Says why whoever sends a request may not; `undefined`: they have shown the operator's token. */
export type Admission = (request: IncomingMessage) => Refusal | undefined;

/** Where a request comes from. */
export function addressOf({ socket }: IncomingMessage): string {
  return socket.remoteAddress ?? 'unknown';
}

/** Asks for `Authorization: Bearer TOKEN` (RFC 6750). A request without a token is no try. */
export function admissionOf({ fits }: Pick<Operators, 'fits'>, clock: Clock): Admission {
  const tries = triesOn(clock);
  return (request) => {
    const address = addressOf(request);
    const retryMs = tries.wait(address);
    // Whatever the token is: else those who guess would go on all the same.
    if (retryMs !== undefined) return deskRefusal('OPERATOR_TRIES', { retryMs });
    const given = /^Bearer +([!-~]+)$/i.exec(request.headers.authorization ?? '')?.[1];
    if (given === undefined) return deskRefusal('OPERATOR_TOKEN');
    if (fits(given)) {
      tries.succeeded(address);
      return undefined;
    }
    tries.failed(address);
    return deskRefusal('OPERATOR_TOKEN');
  };
}
