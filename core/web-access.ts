/**
 * Which web pages and host names a server that listens for HTTP or WebSocket accepts: one rule for every such listener.
 *
 * Two attacks are meant. A page of another site opens a connection in the name of its visitor: its `Origin` (RFC 6454) gives it
 * away. And a page lets its own host name point at this server (DNS rebinding): then `Origin` and `Host` agree, and the only thing
 * that is wrong is the name.
 */

/** What can be set on {@link webAccess}. */
export interface WebAccessOptions {
  /**
   * Host names of this server, such as `chat.example`, without a port; `any`: every name. IP addresses, `localhost` and names below
   * `.localhost` need not be listed. Default: none.
   */
  readonly hosts?: 'any' | readonly string[];
  /**
   * Origins of web pages that may connect besides the server's own pages, such as `https://chat.example`; `any`: every page. The word
   * `null` admits pages without an origin (sandboxed frames of every site, and files in some browsers), the word `file` pages whose
   * origin is `file://`. Default: none.
   */
  readonly origins?: 'any' | readonly string[];
}

/** What a request says about where it comes from and where it goes. */
export interface WebRequest {
  /** The header `Host`; absent in HTTP/1.0. */
  readonly host: string | undefined;
  /** The header `Origin`; absent where no page asks. */
  readonly origin: string | undefined;
  /** The port that the server listens on. */
  readonly localPort: number | undefined;
  /** The address that the request comes from. */
  readonly remoteAddress: string | undefined;
}

/** Tells what is wrong with a request: its `host`, its `origin`; `undefined`: it is accepted. */
export type WebAccess = (request: WebRequest) => 'host' | 'origin' | undefined;

/** A host and a port, as headers have them. */
interface HostAndPort {
  /** In lower case; an IPv6 address in brackets. */
  readonly name: string;
  readonly port: number | undefined;
}

const LOOPBACK: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]']);
const HOST = /^(\[[\da-f:.]+\]|[\da-z_-]+(?:\.[\da-z_-]+)*)\.?(?::(\d{1,5}))?$/;
const ORIGIN = /^(https?):\/\/([^/?#@]+)$/;

/**
 * Makes the rule from its options.
 *
 * Accepted hosts: IP addresses, `localhost` and names below it, and the listed ones. Accepted origins: none at all (programs send
 * none), the listed ones, the host and port that the request itself asks for, and on connections from this machine `localhost`,
 * `127.0.0.1` and `[::1]` with the port that is listened on. Origins must be written as browsers write them: `http://127.1` is none.
 */
export function webAccess({ hosts = [], origins = [] }: WebAccessOptions = {}): WebAccess {
  const names = hosts === 'any' ? undefined : new Set(hosts.map((host) => host.toLowerCase()));
  const listed =
    origins === 'any' ? undefined : new Set(origins.map((origin) => (origin === 'file' ? 'file://' : origin)));
  return ({ host, origin, localPort, remoteAddress }) => {
    const asked = host === undefined ? undefined : hostIn(host);
    if (names !== undefined && host !== undefined && !(asked !== undefined && isOurs(asked.name, names))) return 'host';
    if (origin === undefined || listed === undefined || listed.has(origin)) return undefined;
    const page = pageIn(origin);
    if (page === undefined) return 'origin';
    if (asked?.name === page.name && (asked.port ?? page.usualPort) === page.port) return undefined;
    const isNear = LOOPBACK.has(page.name) && page.port === localPort && isLoopbackAddress(remoteAddress ?? '');
    return isNear ? undefined : 'origin';
  };
}

/** Whether an origin can be listed: a word, or an origin as browsers write it. */
export function isListableOrigin(text: string): boolean {
  return text === 'any' || text === 'null' || text === 'file' || pageIn(text) !== undefined;
}

/** Whether a host can be listed: `any`, or a name without a port. */
export function isListableHost(text: string): boolean {
  const host = hostIn(text);
  return host !== undefined && host.port === undefined && !text.startsWith('[') && !text.endsWith('.');
}

/** Whether an IP address is this machine's own: 127.0.0.0/8 or ::1, also as IPv4 in IPv6. */
export function isLoopbackAddress(address: string): boolean {
  const plain = address.replace(/^\[|\]$/g, '').replace(/^::ffff:/i, '');
  return plain === '::1' || (isAddress(plain) && plain.startsWith('127.'));
}

/** The parts of a `Host` header (RFC 9110, section 7.2); `undefined`: it is malformed. */
export function hostIn(header: string): HostAndPort | undefined {
  const [, name, digits] = HOST.exec(header.toLowerCase()) ?? [];
  if (name === undefined) return undefined;
  const port = digits === undefined ? undefined : Number(digits);
  return port === undefined || port <= 65_535 ? { name, port } : undefined;
}

function isOurs(name: string, names: ReadonlySet<string>): boolean {
  if (name.startsWith('[') || isAddress(name) || name === 'localhost' || name.endsWith('.localhost')) return true;
  return names.has(name);
}

/** A page's host and port; `undefined` where a browser would have written the origin in another way, or it is none. */
function pageIn(origin: string): (HostAndPort & { readonly usualPort: number }) | undefined {
  const [, scheme, rest = ''] = ORIGIN.exec(origin) ?? [];
  const usualPort = scheme === 'https' ? 443 : 80;
  const host = rest === rest.toLowerCase() && !/\.(?::|$)/.test(rest) ? hostIn(rest) : undefined;
  if (scheme === undefined || host === undefined || host.port === usualPort) return undefined;
  // A last part that is a number makes an address of it (WHATWG URL, section 3.5), which browsers write with four.
  const isNumber = /(?:^|\.)(?:\d+|0x[\da-f]*)$/.test(host.name);
  if (isNumber && !isAddress(host.name)) return undefined;
  return { name: host.name, port: host.port ?? usualPort, usualPort };
}

/** Whether a text is an IPv4 address, as RFC 6943 has it in its strict form. */
function isAddress(text: string): boolean {
  const parts = text.split('.');
  return parts.length === 4 && parts.every((part) => /^(?:0|[1-9]\d{0,2})$/.test(part) && Number(part) <= 255);
}
