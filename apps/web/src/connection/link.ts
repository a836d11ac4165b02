import { backoff } from './backoff.js';
import { type Fault, pageFault } from './fault.js';
import { createHeartbeat, type Heartbeat } from './heartbeat.js';
import type { LinkState, Reason } from './link-state.js';
import type { Cancel, Platform, Socket } from './platform.js';
import { createRequests, type Requests } from './requests.js';
import { type ByeEvent, type CommandFields, readFrame, type ServerEvent, SUBPROTOCOL, type Welcome } from './wire.js';

const CONNECT_MS = 10_000;
/** A connection that lasted so long was a good one: the next loss starts with short waits again. */
const STEADY_MS = 10_000;
const NAMING = new Set(['CHAT_NICK_TAKEN', 'CHAT_NAME_INVALID']);

/** Whom the link tells. */
export interface LinkEvents {
  state(state: LinkState): void;
  /** Logged in; comes before the state becomes `online`. */
  welcome(welcome: Welcome): void;
  event(event: ServerEvent): void;
}

/** What a link is made of. */
export interface LinkOptions {
  /** `ws:` or `wss:` */
  readonly url: string;
  /** What the page calls itself in the `hello`. */
  readonly client: string;
  readonly platform: Platform;
  readonly events: LinkEvents;
}

/** A connection that comes back by itself. */
export interface Link {
  /** Connects under a nick; while a nick is wanted, answers with this one. */
  start(nick: string): void;
  /** The nick to log in with from the next connection on. */
  rename(nick: string): void;
  /** Says farewell and stays off. */
  stop(): void;
  /** The network or the person is back: tries at once instead of waiting, or makes sure that the connection lives. */
  hurry(): void;
  /** Runs a command. Rejects with a {@link Fault}. */
  request(fields: CommandFields): Promise<Readonly<Record<string, unknown>>>;
}

/** One socket and what belongs to it. */
interface Line {
  readonly socket: Socket;
  readonly requests: Requests;
  heartbeat?: Heartbeat;
  bye?: ByeEvent;
  /** Since when it has been logged in. */
  since?: number;
}

/** Makes a link; it does nothing until it is started. */
export function createLink({ url, client, platform, events }: LinkOptions): Link {
  let state: LinkState = { name: 'off' };
  let nick = '';
  let line: Line | undefined;
  let attempt = 0;
  /** True once a login has succeeded: from then on a taken nick does not stop a reconnect. */
  let admitted = false;
  let cancel: Cancel = () => {};

  const enter = (next: LinkState) => {
    state = next;
    events.state(next);
  };

  function connect(): void {
    cancel();
    enter({ name: 'connecting' });
    const requests = createRequests(platform, (text) => mine.socket.send(text));
    const socket = platform.open(url, SUBPROTOCOL, {
      opened: () => line === mine && hello(mine, nick),
      text: (text) => line === mine && receive(mine, text),
      closed: () => lost(mine),
    });
    const mine: Line = { socket, requests };
    line = mine;
    cancel = platform.after(CONNECT_MS, () => lost(mine));
  }

  function hello(mine: Line, as: string, again = false): void {
    mine.requests.send(
      { type: 'hello', nick: as, protocol: 1, client },
      {
        done: (answer) => answer.type === 'welcome' && welcome(mine, answer),
        failed: (fault) => unwelcome(mine, as, fault, again),
      },
    );
  }

  function welcome(mine: Line, answer: Welcome): void {
    cancel();
    admitted = true;
    mine.since = platform.now();
    const ping = () => mine.requests.send({ type: 'ping' }, { done: () => {}, failed: () => {} });
    mine.heartbeat = createHeartbeat(platform, ping, () => lost(mine));
    events.welcome(answer);
    enter({ name: 'online' });
  }

  function unwelcome(mine: Line, as: string, fault: Fault, again: boolean): void {
    if (line !== mine) return;
    const { suggestion } = fault.details;
    // Back from a broken connection, whose ghost may still hold the nick: being there matters more than the name.
    if (admitted && !again && fault.code === 'CHAT_NICK_TAKEN' && typeof suggestion === 'string') {
      hello(mine, suggestion, true);
      return;
    }
    cancel();
    if (NAMING.has(fault.code)) {
      enter({ name: 'naming', nick: as, fault });
      return;
    }
    release(mine);
    const reason: Reason = { code: fault.code, text: fault.message };
    if (fault.retry) wait(backoff(attempt++, platform.random()), reason);
    else enter({ name: 'refused', reason });
  }

  function receive(mine: Line, text: string): void {
    mine.heartbeat?.beat();
    const frame = readFrame(text);
    if (frame === undefined) return;
    if (frame.type === 'ok' || frame.type === 'error' || frame.type === 'welcome') {
      mine.requests.settle(frame);
      return;
    }
    if (frame.type === 'bye') mine.bye = frame;
    events.event(frame);
  }

  /** Forgets a line and closes it: nothing that it does later counts. */
  function release(mine: Line): void {
    cancel();
    mine.heartbeat?.stop();
    line = undefined;
    mine.requests.abandon('PAGE_CONNECTION_LOST');
    mine.socket.close();
  }

  function lost(mine: Line): void {
    if (line !== mine) return;
    release(mine);
    // Whoever is asked for another nick may take the time; the answer connects anew.
    if (state.name === 'naming') return;
    if (mine.since !== undefined && platform.now() - mine.since >= STEADY_MS) attempt = 0;
    const { bye } = mine;
    if (bye === undefined) {
      wait(backoff(attempt++, platform.random()), { code: 'PAGE_CONNECTION_LOST', text: '' });
    } else if (bye.reconnectMs === undefined) {
      enter({ name: 'refused', reason: { code: bye.code, text: bye.text } });
    } else {
      wait(bye.reconnectMs, { code: bye.code, text: bye.text });
    }
  }

  function wait(ms: number, reason: Reason): void {
    enter({ name: 'waiting', until: platform.now() + ms, reason });
    cancel = platform.after(ms, connect);
  }

  return {
    start(as) {
      nick = as;
      if (state.name === 'naming' && line !== undefined) {
        const mine = line;
        cancel = platform.after(CONNECT_MS, () => lost(mine));
        enter({ name: 'connecting' });
        hello(mine, as);
      } else if (line === undefined) connect();
    },
    rename(as) {
      nick = as;
    },
    stop() {
      const mine = line;
      cancel();
      if (mine !== undefined) {
        mine.socket.send(JSON.stringify({ type: 'quit' }));
        release(mine);
      }
      enter({ name: 'off' });
    },
    hurry() {
      if (state.name === 'waiting') connect();
      else if (state.name === 'online') line?.heartbeat?.check();
    },
    request: (fields) =>
      new Promise((resolve, reject) => {
        if (line === undefined || state.name !== 'online') {
          reject(pageFault('PAGE_OFFLINE'));
          return;
        }
        line.requests.send(fields, {
          done: (answer) => resolve(answer.type === 'ok' ? answer.result : {}),
          failed: reject,
        });
      }),
  };
}
