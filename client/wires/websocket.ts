import type { ClientWire, OpenWire, WireCause } from '../ports.js';
import { causeOf, oneLine } from './cause.js';

const SUBPROTOCOL = 'partyline.v1';

/** `readyState` of a WebSocket that stands. */
const OPEN = 1;

/** How long the server may take to answer a close before the socket is cut, in milliseconds. */
const LINGER_MS = 2_000;

/** What is needed of a WebSocket; that of browsers, of Node 22 and of the package `ws` all have it. */
export interface WebSocketLike {
  /** Set to `arraybuffer`. */
  binaryType: string;
  /** 1: frames can be sent. */
  readonly readyState: number;
  /** Called once it stands. */
  onopen: ((event: never) => void) | null;
  /** Called for each message, with its `data`. */
  onmessage: ((event: never) => void) | null;
  /** Called before `onclose` where something went wrong. */
  onerror: ((event: never) => void) | null;
  /** Called once, last. */
  onclose: ((event: never) => void) | null;
  /** Sends one message. */
  send(data: string | Uint8Array<ArrayBuffer>): void;
  /** Says goodbye. */
  close(): void;
  /** Cuts it without a word; the one of `ws` has it. */
  terminate?(): void;
  /** Listens to an event of Node; the one of `ws` has it, and tells of an HTTP answer that refuses the WebSocket. */
  on?(event: string, listener: (...args: never[]) => void): unknown;
}

/** Makes WebSockets. */
export interface WebSocketConstructor {
  /** Begins to connect. Throws for an address that is none. */
  new (url: string, subprotocol: string): WebSocketLike;
}

/** What can be set on wires over WebSocket. */
export interface WebSocketWireOptions {
  /** Default: the global one, which browsers and Node 22 have. On Node 20 pass that of the package `ws`. */
  readonly WebSocket?: WebSocketConstructor;
}

/** An HTTP answer that is no WebSocket, as `ws` hands it over. */
interface HttpAnswer {
  readonly statusCode?: number;
  on(event: 'data' | 'close', listener: (part?: unknown) => void): unknown;
}

/** Reads why a server answers with something else than a WebSocket. @param done called once, at the end of the answer */
function readAnswer(answer: HttpAnswer, done: (cause: WireCause) => void): void {
  const { statusCode: status = 0 } = answer;
  let said = '';
  answer.on('data', (part) => {
    if (said.length < 1_000) said += part;
  });
  answer.on('close', () => {
    // The pages of proxies are for browsers; only plain text is for people who read an error.
    const why = /^\s*</.test(said) ? '' : oneLine(said);
    done({ status, text: `HTTP status ${status}${why && ': '}${why || '.'}` });
  });
}

/** @throws TypeError for what is no address of a WebSocket. */
function checkedUrl(given: string | URL): string {
  const { location } = globalThis as { location?: { readonly href: string } };
  const base = location?.href;
  const url = URL.canParse(given as string, base) && new URL(given, base);
  if (url && /^wss?:$/.test(url.protocol) && !url.hash) return url.href;
  throw new TypeError(`${given} is no WebSocket URL (ws: or wss:, no fragment).`);
}

/**
 * Wires over WebSocket (RFC 6455), with the subprotocol `partyline.v1`. They carry bytes as binary messages.
 *
 * ```ts
 * const client = createClient({ open: webSocket('wss://chat.example/ws'), nick: 'ann' });
 * ```
 *
 * A wire that cannot be opened is `closed` with its cause, and the client tries again later: also where the function that
 * gives the address throws, or gives none. The package `ws` tells why a server refuses: the HTTP status and its text; browsers
 * and the global one of Node tell a close code only.
 *
 * @param url the server's address (`ws:` or `wss:`), or what gives it for each attempt
 * @throws TypeError for an address that cannot be, and where there is no WebSocket
 */
export function webSocket(url: string | URL | (() => string | URL), options: WebSocketWireOptions = {}): OpenWire {
  const Socket = options.WebSocket ?? (globalThis as { WebSocket?: WebSocketConstructor }).WebSocket;
  if (Socket === undefined) {
    throw new TypeError('There is no global WebSocket. Pass that of ws: webSocket(url, { WebSocket }).');
  }
  const fixed = typeof url === 'function' ? undefined : checkedUrl(url);
  const address = () => fixed ?? checkedUrl((url as () => string | URL)());

  return (events) => {
    let cause: WireCause | undefined;
    let socket: WebSocketLike;
    try {
      socket = new Socket(address(), SUBPROTOCOL);
    } catch (error) {
      queueMicrotask(() => events.closed(causeOf(error)));
      return { binary: true, send() {}, close() {} };
    }
    let isClosing = false;
    let giveUp: ReturnType<typeof setTimeout> | undefined;
    socket.binaryType = 'arraybuffer';
    socket.onopen = () => {
      if (!isClosing) events.opened();
    };
    socket.onmessage = ({ data }: { readonly data: unknown }) => {
      if (isClosing) return;
      if (typeof data === 'string') events.frame(data);
      else if (data instanceof ArrayBuffer) events.frame(new Uint8Array(data));
    };
    socket.on?.('unexpected-response', (_request: never, answer: HttpAnswer) =>
      readAnswer(answer, (refusal) => {
        cause = refusal;
        socket.terminate?.();
      }),
    );
    // What went wrong goes with the close that follows; unheard, it would be thrown by `ws`.
    socket.onerror = (event: { readonly message?: unknown; readonly error?: unknown }) => {
      cause ??= causeOf(event.error ?? event);
    };
    socket.onclose = ({ code, reason }: { readonly code?: number; readonly reason?: string }) => {
      clearTimeout(giveUp);
      isClosing = true;
      const text = cause?.text || oneLine(reason ?? '');
      events.closed({ ...cause, ...(text && { text }), ...(code && { closeCode: code }) });
    };
    const wire: ClientWire = {
      binary: true,
      send(frame) {
        if (isClosing || socket.readyState !== OPEN) return;
        // Of shared memory, which the types speak of, no frame is made.
        socket.send(frame as string | Uint8Array<ArrayBuffer>);
      },
      close() {
        if (isClosing) return;
        isClosing = true;
        // A dead server answers no goodbye, and `ws` alone would keep the process alive for half a minute.
        if (socket.terminate !== undefined) giveUp = setTimeout(() => socket.terminate?.(), LINGER_MS);
        socket.close();
      },
    };
    return wire;
  };
}
