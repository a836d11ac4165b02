import type { ClientWire, OpenWire } from '../ports.js';

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

/**
 * Wires over WebSocket (RFC 6455), with the subprotocol `partyline.v1`. They carry bytes as binary messages.
 *
 * ```ts
 * const client = createClient({ open: webSocket('wss://chat.example/ws'), nick: 'ann' });
 * ```
 *
 * A wire that cannot be opened is `closed`, and the client tries again later: also where the address is none, or the
 * function that gives it throws.
 *
 * @param url the server's address, or what gives it for each attempt
 * @throws TypeError where there is no WebSocket
 */
export function webSocket(url: string | URL | (() => string | URL), options: WebSocketWireOptions = {}): OpenWire {
  const Socket = options.WebSocket ?? (globalThis as { WebSocket?: WebSocketConstructor }).WebSocket;
  if (Socket === undefined) {
    throw new TypeError(
      'There is no global WebSocket here. Pass that of the package ws: webSocket(url, { WebSocket }).',
    );
  }
  const connect = (): WebSocketLike | undefined => {
    try {
      return new Socket(String(typeof url === 'function' ? url() : url), SUBPROTOCOL);
    } catch {
      return undefined;
    }
  };

  return (events) => {
    const socket = connect();
    if (socket === undefined) {
      queueMicrotask(() => events.closed());
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
    // What went wrong is told by the close that follows; unheard, it would be thrown by `ws`.
    socket.onerror = () => {};
    socket.onclose = () => {
      clearTimeout(giveUp);
      isClosing = true;
      events.closed();
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
