import { type OpenWire, type WebSocketConstructor, webSocket } from '../../client/index.js';
import { tcp } from '../../client/wires/tcp.js';

/** Where the stock gateway is, when nobody has changed anything. */
export const DEFAULT_ADDRESS = 'ws://127.0.0.1:8080/';

/** A server, as it was named. */
export interface ServerAddress {
  readonly wire: 'websocket' | 'tcp';
  /** As people read it, and as a WebSocket wants it. */
  readonly url: string;
  readonly host: string;
  readonly port: number;
}

const WIRES: Readonly<
  Record<string, { readonly wire: ServerAddress['wire']; readonly scheme: string; readonly port: number }>
> = {
  'ws:': { wire: 'websocket', scheme: 'ws:', port: 80 },
  'wss:': { wire: 'websocket', scheme: 'wss:', port: 443 },
  'http:': { wire: 'websocket', scheme: 'ws:', port: 80 },
  'https:': { wire: 'websocket', scheme: 'wss:', port: 443 },
  'tcp:': { wire: 'tcp', scheme: 'tcp:', port: 7000 },
};

/**
 * Reads an address: `ws://host:port/path`, `http://…` (whose WebSocket is meant), `tcp://host:port`, `host` or `host:port`
 * (of a stock gateway, port 8080). `undefined` for what is none.
 */
export function readAddress(text: string): ServerAddress | undefined {
  const isShort = !/^[a-z][a-z0-9+.-]*:\/\//i.test(text);
  const [, scheme = '', rest = ''] = /^([a-z]+:)\/\/(.*)$/i.exec(isShort ? `ws://${text}` : text) ?? [];
  const known = WIRES[scheme.toLowerCase()];
  // As http: that is the one scheme for which all of an address is checked.
  const parsed = `http://${rest}`;
  if (known === undefined || !URL.canParse(parsed)) return undefined;
  const { hostname, port: given, pathname, search, username, password, hash } = new URL(parsed);
  if (username !== '' || password !== '' || hash !== '') return undefined;
  if (known.wire === 'tcp' && (pathname !== '/' || search !== '')) return undefined;
  const named = given === '' ? /:(\d+)(?:[/?]|$)/.exec(rest)?.[1] : given;
  const port = named === undefined ? (isShort ? 8080 : known.port) : Number(named);
  if (port < 1) return undefined;
  const path = known.wire === 'tcp' ? '' : pathname + search;
  // An address of IPv6 stands in brackets in a URL, and without them everywhere else.
  const host = hostname.replace(/^\[(.*)\]$/, '$1');
  return { wire: known.wire, url: `${known.scheme}//${hostname}:${port}${path}`, host, port };
}

/** How a client connects to it. @param WebSocket For servers that are reached by one; Node 20 has none of its own. */
export function wiresTo({ wire, url, host, port }: ServerAddress, WebSocket: WebSocketConstructor): OpenWire {
  return wire === 'tcp' ? tcp({ host, port }) : webSocket(url, { WebSocket });
}
