import type { Cancel, Platform, SocketEvents } from '../../../apps/web/src/connection/index.js';

/** A frame that the page sent. */
export type Sent = Readonly<Record<string, unknown>> & { readonly type: string; readonly ref?: number };

/** A socket that the page opened, seen from the server. */
export interface FakeSocket {
  readonly url: string;
  readonly subprotocol: string;
  readonly sent: readonly Sent[];
  /** Whether the page has closed it. */
  readonly closed: boolean;
  open(): void;
  say(frame: object): void;
  drop(): void;
}

/** A platform whose time stands still until it is moved. */
export interface FakePlatform extends Platform {
  readonly sockets: readonly FakeSocket[];
  /** What `random` gives. */
  chance: number;
  /** Moves time on, and runs what falls due on the way. */
  pass(ms: number): void;
}

interface Timer {
  readonly at: number;
  readonly run: () => void;
}

/** Makes a platform for a test; time begins at 1 000 000. */
export function fakePlatform(): FakePlatform {
  const sockets: FakeSocket[] = [];
  const timers = new Set<Timer>();
  let now = 1_000_000;

  const due = (until: number): Timer | undefined =>
    [...timers].filter(({ at }) => at <= until).sort((a, b) => a.at - b.at)[0];

  return {
    sockets,
    chance: 0.5,
    open(url, subprotocol, events) {
      const socket = fakeSocket(url, subprotocol, events);
      sockets.push(socket.seen);
      return socket.given;
    },
    now: () => now,
    after(ms, run): Cancel {
      const timer = { at: now + ms, run };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    random() {
      return this.chance;
    },
    pass(ms) {
      const until = now + ms;
      for (let timer = due(until); timer !== undefined; timer = due(until)) {
        timers.delete(timer);
        now = timer.at;
        timer.run();
      }
      now = until;
    },
  };
}

function fakeSocket(url: string, subprotocol: string, events: SocketEvents) {
  const sent: Sent[] = [];
  let closed = false;
  const seen: FakeSocket = {
    url,
    subprotocol,
    sent,
    get closed() {
      return closed;
    },
    open: () => events.opened(),
    say: (frame) => events.text(JSON.stringify(frame)),
    drop: () => events.closed(),
  };
  const given = {
    send: (text: string) => {
      sent.push(JSON.parse(text) as Sent);
    },
    close: () => {
      closed = true;
    },
  };
  return { seen, given };
}

/** The newest of a list. @throws TypeError when there is none */
export function newest<T>(list: readonly T[]): T {
  const last = list.at(-1);
  if (last === undefined) throw new TypeError('There is none.');
  return last;
}

/** Answers the newest `hello` of a socket. */
export function letIn(socket: FakeSocket, nick: string, id = `id of ${nick}`): void {
  const hello = newest(socket.sent.filter(({ type }) => type === 'hello'));
  socket.say({ type: 'welcome', ref: hello.ref, protocol: 1, session: 's', user: { id, nick }, limits: {} });
}
