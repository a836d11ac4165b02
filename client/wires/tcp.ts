/**
 * Wires over TCP for clients on Node: a frame a line.
 * @module
 */
import { connect as connectPlain, isIP, type Socket } from 'node:net';
import { type ConnectionOptions, connect as connectSecure, createSecureContext } from 'node:tls';
import type { OpenWire, WireCause } from '../ports.js';
import { causeOf } from './cause.js';
import { createLineReader } from './lines.js';

/** How long the server may take to close after we did, in milliseconds. */
const LINGER_MS = 2_000;

/** What can be set on wires over TCP. */
export interface TcpWireOptions {
  /** The server's name or address. */
  readonly host: string;
  /** Its port, 1 to 65535. */
  readonly port: number;
  /** `true`, or what goes to `tls.connect`, such as `ca`. Default: the wire is not encrypted. */
  readonly tls?: boolean | ConnectionOptions;
  /** How long a line from the server may be, in bytes; over it the wire is closed. Default 1048576. */
  readonly maxLineBytes?: number;
}

/**
 * Wires over TCP or TLS: JSON by lines. They carry no bytes beside the text.
 *
 * ```ts
 * const client = createClient({ open: tcp({ host: '127.0.0.1', port: 7000 }), nick: 'bot' });
 * ```
 *
 * A wire keeps its process alive while it is open, and for as long as what was sent before the close takes to go out, at
 * most two seconds.
 *
 * @throws TypeError for a host, a port or a length that cannot be
 * @throws Error for a certificate or a key that cannot be read
 */
export function tcp(options: TcpWireOptions): OpenWire {
  const { host, port, tls = false, maxLineBytes = 1_048_576 } = options;
  if (typeof host !== 'string' || host === '') {
    throw new TypeError(
      `host must be a name or an address: tcp({ host: '127.0.0.1', port: 7000 }), not ${String(host)}.`,
    );
  }
  checkWhole('port', port, 65_535);
  checkWhole('maxLineBytes', maxLineBytes, 2 ** 30);
  const connect = tls === false ? () => connectPlain({ host, port }) : secure(host, port, tls === true ? {} : tls);

  return (events) => {
    const socket = connect();
    let isOpen = false;
    let isClosing = false;
    let cause: WireCause | undefined;
    let giveUp: ReturnType<typeof setTimeout> | undefined;

    function close(): void {
      if (isClosing) return;
      isClosing = true;
      if (!isOpen) {
        socket.destroy();
        return;
      }
      // A server that takes nothing more, or never closes its side, is not waited for.
      giveUp = setTimeout(() => socket.destroy(), LINGER_MS);
      giveUp.unref();
      socket.end(() => socket.unref());
    }

    const read = createLineReader(maxLineBytes, {
      line(text) {
        if (!isClosing) events.frame(text);
      },
      tooLong() {
        isClosing = true;
        cause = { text: `The server sent a line of more than ${maxLineBytes} bytes.` };
        socket.destroy();
      },
    });

    socket.setNoDelay(true);
    socket.once(tls === false ? 'connect' : 'secureConnect', () => {
      isOpen = true;
      events.opened();
    });
    socket.on('data', (bytes) => {
      if (!isClosing) read(bytes);
    });
    socket.on('end', close);
    // What went wrong goes with the close that follows.
    socket.on('error', (error) => {
      cause ??= causeOf(error);
    });
    socket.on('close', () => {
      clearTimeout(giveUp);
      isClosing = true;
      events.closed(cause);
    });

    return {
      send(frame) {
        if (typeof frame !== 'string') throw new TypeError('A wire over TCP carries text only.');
        // In one piece: until the first newline, a server may take a pause for the end of a frame.
        if (isOpen && !isClosing) socket.write(`${frame}\n`);
      },
      close,
    };
  };
}

function secure(host: string, port: number, options: ConnectionOptions): () => Socket {
  // Read once, and here: no attempt to connect throws for a certificate that is none.
  const secureContext = options.secureContext ?? createSecureContext(options);
  // RFC 6066, section 3: an address is no server name.
  const servername = isIP(host) === 0 ? { servername: host } : {};
  return () => connectSecure({ ...servername, ...options, secureContext, host, port });
}

function checkWhole(name: string, value: number, most: number): void {
  if (Number.isSafeInteger(value) && value >= 1 && value <= most) return;
  throw new TypeError(`${name} must be a whole number from 1 to ${most}, not ${String(value)}.`);
}
