import type { IncomingMessage } from 'node:http';
import type { WebAccess } from '../../../core/index.js';

/** Why a request is refused before it is looked at any further. */
export interface RequestFault {
  /** An HTTP status: 400, 403, 421 or 501. */
  readonly status: 400 | 403 | 421 | 501;
  /** What is wrong and what to set, in one line, for a person. */
  readonly text: string;
  /** Which rule it breaks: its `host` or `origin` is not accepted, or its head is `malformed`. */
  readonly rule: 'host' | 'origin' | 'malformed';
}

/** What a refused request said of itself, for a log. Texts are cut at 200 characters. */
export interface RefusedRequest extends Pick<RequestFault, 'rule' | 'status'> {
  /** The header `Host`, shortened; absent: there is none. */
  readonly host?: string;
  /** The header `Origin`, shortened; absent: there is none. */
  readonly origin?: string;
  /** Where the request comes from. */
  readonly address?: string;
}

const SHOWN_CHARACTERS = 200;

/**
 * Checks the head of an HTTP request: one well-formed `Host` (RFC 9112, section 3.2), no transfer coding but `chunked` (section
 * 6.1), a host and, where `checksOrigin`, an origin that are accepted. @returns `undefined` when all is well.
 */
export function requestFault(
  { headers, rawHeaders, socket }: IncomingMessage,
  access: WebAccess,
  { checksOrigin }: { readonly checksOrigin: boolean },
): RequestFault | undefined {
  const coding = headers['transfer-encoding'];
  if (coding !== undefined && coding.trim().toLowerCase() !== 'chunked') {
    return malformed(501, 'The only transfer coding that is read here is chunked.');
  }
  let hosts = 0;
  for (let at = 0; at < rawHeaders.length; at += 2) if (rawHeaders[at]?.toLowerCase() === 'host') hosts++;
  if (hosts > 1) return malformed(400, 'A request has one Host header.');
  const { host, origin } = headers;
  const { localPort, remoteAddress } = socket;
  const rule = access({ host, origin: checksOrigin ? origin : undefined, localPort, remoteAddress });
  if (rule === undefined) return undefined;
  return rule === 'host'
    ? { rule, status: 421, text: hostRefusal(host ?? '') }
    : { rule, status: 403, text: originRefusal(origin ?? '') };
}

/** Describes a refused request for a log. */
export function refusedRequest({ headers, socket }: IncomingMessage, { rule, status }: RequestFault): RefusedRequest {
  const { host, origin } = headers;
  return {
    rule,
    status,
    ...(host === undefined ? {} : { host: shown(host) }),
    ...(origin === undefined ? {} : { origin: shown(origin) }),
    ...(socket.remoteAddress === undefined ? {} : { address: socket.remoteAddress }),
  };
}

function hostRefusal(host: string): string {
  const name = shown(host.replace(/:\d+$/, ''));
  return `This server does not answer for the host ${name}. If that is its name, start it with --hosts ${name} (in code: the option hosts).`;
}

function originRefusal(origin: string): string {
  const word = origin === 'file://' ? 'file' : shown(origin);
  return `Web pages of the origin ${shown(origin)} may not connect. To admit them, start the server with --origins ${word} (in code: the option origins).`;
}

function malformed(status: 400 | 501, text: string): RequestFault {
  return { rule: 'malformed', status, text };
}

/** Short, and without what an answer or a terminal could stumble over. */
function shown(text: string): string {
  return text.slice(0, SHOWN_CHARACTERS).replace(/[^\x21-\x7e]/g, '?');
}
