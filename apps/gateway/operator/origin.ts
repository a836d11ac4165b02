import type { IncomingMessage } from 'node:http';
import type { WebAccess } from '../../../core/index.js';

/** Whether a request that does something may come from the page that it names, by the rule for all web listeners. */
export function isOriginAllowed({ headers: { origin, host }, socket }: IncomingMessage, access: WebAccess): boolean {
  const { localPort, remoteAddress } = socket;
  return access({ origin, host, localPort, remoteAddress }) === undefined;
}
