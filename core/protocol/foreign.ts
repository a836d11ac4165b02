import { isHttpRequest } from './http.js';

interface ForeignProtocol {
  readonly pattern: RegExp;
  readonly text: string;
}

const protocols: readonly ForeignProtocol[] = [
  // RFC 4253, section 4.2
  { pattern: /^SSH-\d/, text: 'This is a chat, not an SSH server.' },
  // https://www.haproxy.org/download/2.9/doc/proxy-protocol.txt, section 2.1
  {
    pattern: /^PROXY (?:TCP[46]|UNKNOWN)(?: |$)/,
    text: 'This is a chat. It does not take the header of the PROXY protocol.',
  },
  // RTSP (RFC 7826), SIP (RFC 3261), and the preface of HTTP/2 (RFC 9113, section 3.4)
  { pattern: /^[A-Z]+ \S+ (?:RTSP|SIP|HTTP)\/\d/, text: 'This is a chat. It does not speak your protocol.' },
  // An array of Redis (RESP), which a client begins with
  { pattern: /^\*\d+$/, text: 'This is a chat, not a Redis server.' },
];

/**
 * Recognises the first line of a client that wanted another server: a browser, a scanner, a proxy. A dialect for people closes
 * the connection with `CHAT_PROTOCOL` and the text that this returns, so that the line does not become a nick.
 * @returns `undefined` for a line that may be a person's.
 */
export function foreignProtocol(firstLine: string): string | undefined {
  if (isHttpRequest(firstLine)) return 'This is a chat, not a web server.';
  return protocols.find(({ pattern }) => pattern.test(firstLine))?.text;
}
