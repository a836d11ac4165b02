import { connect, type Socket } from 'node:net';
import { StringDecoder } from 'node:string_decoder';
import { WebSocket } from 'ws';
import { systemClock, systemRandom } from '../../adapters/system/index.js';
import type { ClientClock, ClientRandom, ClientWire, OpenWire, WireEvents } from '../../client/index.js';
import { nativeSubprotocol } from '../../core/index.js';

/**
 * How a connection is cut from outside. `reset`: both sides learn of it, what was under way is lost. `end`: closed as
 * the wire wants it closed. `half-open`: nothing is read or written any more, the client is told that the wire is lost
 * and the server is not. `silence`: the same, and the client is not told either.
 */
export const cuts = ['reset', 'end', 'half-open', 'silence'] as const;

/** One way to cut a connection. */
export type Cut = (typeof cuts)[number];

/** Real connections of one client, one after the other. */
export interface CuttableWire {
  /** For the client. */
  readonly open: OpenWire;
  /** Cuts the connection that was opened last, even before it stands. Says whether there was one that was not cut yet. */
  cut(how: Cut): boolean;
  /** Whether there is a way to the server. While false, every attempt to connect fails. At first true. */
  isReachable: boolean;
  /** Destroys every socket that is left, those that the client believes to be gone too. Nobody is told. */
  destroy(): void;
}

/** The time of real clients. */
export const clientClock: ClientClock = systemClock;

/** The randomness of real clients. */
export const clientRandom: ClientRandom = systemRandom;

/** One socket, whatever is spoken on it. */
interface Plug {
  send(text: string): void;
  /** Says goodbye as the wire wants it said. */
  close(): void;
  /** Sends a reset. */
  reset(): void;
  /** Reads no more. */
  pause(): void;
}

/** Connections over WebSocket, with the native subprotocol. */
export function webSocketWire(url: string): CuttableWire {
  return cuttable((events) => {
    const socket = new WebSocket(url, [nativeSubprotocol], { perMessageDeflate: false });
    let beneath: Socket | undefined;
    socket.on('upgrade', (response) => {
      beneath = response.socket;
    });
    socket.on('open', () => events.opened());
    socket.on('message', (data: Buffer, isBinary) => {
      if (!isBinary) events.frame(data.toString());
    });
    socket.on('error', () => {});
    socket.on('close', () => events.closed());
    return {
      send(text) {
        if (socket.readyState === WebSocket.OPEN) socket.send(text);
      },
      close: () => socket.close(1000),
      reset() {
        beneath?.resetAndDestroy();
        socket.terminate();
      },
      pause: () => socket.pause(),
    };
  });
}

/** Connections over TCP, a line a frame. */
export function tcpWire(port: number): CuttableWire {
  return cuttable((events) => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    const decoder = new StringDecoder('utf8');
    let begun = '';
    socket.on('connect', () => events.opened());
    socket.on('data', (chunk) => {
      const lines = (begun + decoder.write(chunk)).split('\n');
      begun = lines.pop() ?? '';
      for (const line of lines) events.frame(line);
    });
    socket.on('error', () => {});
    socket.on('close', () => events.closed());
    return {
      send(text) {
        if (socket.writable) socket.write(`${text}\n`);
      },
      close: () => void socket.end(),
      reset: () => void socket.resetAndDestroy(),
      pause: () => void socket.pause(),
    };
  });
}

function cuttable(plugIn: (events: WireEvents) => Plug): CuttableWire {
  const plugs = new Set<Plug>();
  let latest: ((how: Cut) => void) | undefined;

  const wire: CuttableWire = {
    isReachable: true,
    open(events) {
      if (!wire.isReachable) return nowhere(events);
      let isDead = false;
      const plug = plugIn({
        // A WebSocket can only be kept from reading once it stands.
        opened: () => (isDead ? plug.pause() : events.opened()),
        frame(text) {
          if (!isDead) events.frame(text);
        },
        closed() {
          plugs.delete(plug);
          if (latest === cut) latest = undefined;
          if (!isDead) events.closed();
        },
      });
      plugs.add(plug);

      function die(): void {
        isDead = true;
        plug.pause();
      }
      const ways: Readonly<Record<Cut, () => void>> = {
        reset: plug.reset,
        end: plug.close,
        'half-open'() {
          die();
          events.closed();
        },
        silence: die,
      };
      const cut = (how: Cut): void => ways[how]();
      latest = cut;
      return {
        send(text) {
          if (!isDead) plug.send(String(text));
        },
        close() {
          if (!isDead) plug.close();
        },
      };
    },
    cut(how) {
      const cut = latest;
      latest = undefined;
      cut?.(how);
      return cut !== undefined;
    },
    destroy() {
      for (const plug of plugs) plug.reset();
    },
  };
  return wire;
}

/** An attempt that fails. */
function nowhere(events: WireEvents): ClientWire {
  setImmediate(() => events.closed());
  return { send() {}, close() {} };
}
