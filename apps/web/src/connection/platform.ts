/** Undoes what returned it; a second call does nothing. */
export type Cancel = () => void;

/** What a socket tells. `closed` comes exactly once, and last. */
export interface SocketEvents {
  opened(): void;
  text(text: string): void;
  closed(): void;
}

/** The little that the page needs of a WebSocket. */
export interface Socket {
  send(text: string): void;
  close(): void;
}

/** Sockets, time and chance, as the connection sees them; tests bring their own. */
export interface Platform {
  open(url: string, subprotocol: string, events: SocketEvents): Socket;
  /** Milliseconds since the Unix epoch. */
  now(): number;
  /** Runs once after `ms` milliseconds, unless cancelled. */
  after(ms: number, run: () => void): Cancel;
  /** From 0 up to but not including 1. */
  random(): number;
}

/**
 * The browser's platform.
 *
 * @param WebSocketClass the constructor of its WebSockets
 */
export function browserPlatform(WebSocketClass: typeof WebSocket): Platform {
  return {
    open(url, subprotocol, events) {
      const socket = new WebSocketClass(url, subprotocol);
      socket.onopen = () => events.opened();
      socket.onmessage = (event: MessageEvent<unknown>) => {
        if (typeof event.data === 'string') events.text(event.data);
      };
      socket.onclose = () => events.closed();
      return {
        send: (text) => {
          if (socket.readyState === WebSocketClass.OPEN) socket.send(text);
        },
        close: () => socket.close(),
      };
    },
    now: () => Date.now(),
    after(ms, run) {
      const timer = setTimeout(run, ms);
      return () => clearTimeout(timer);
    },
    random: () => Math.random(),
  };
}
