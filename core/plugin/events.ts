import { EventEmitter } from 'eventemitter3';
import { isPromise } from '../awaitable.js';
import type { ChatError, ErrorDetails } from '../errors.js';
import type { Entry } from '../message/message.js';
import type { Address, CloseCause } from '../ports/transport.js';
import type { ServerEvent } from '../protocol/events.js';
import type { Session } from '../session/session.js';
import type { GateStep } from '../trace/trace.js';
import type { BlockMonitor } from './block-monitor.js';
import type { Gates } from './gates.js';

/** Something was refused, by a gate, by a limit or because it made no sense. */
export interface RefusedInfo {
  /** Who was refused. */
  readonly session: Session;
  /**
   * The command, the stage `connect`, `frame` where it was none that makes sense, or `connection` where the whole connection
   * is refused or closed.
   */
  readonly what: string;
  /** One of Partyline's codes or a plugin's own. */
  readonly code: string;
  /** For the person who was refused. */
  readonly text: string;
  /** What went with the code; `undefined`: nothing. */
  readonly details: ErrorDetails | undefined;
}

/** A plugin failed; the hub goes on. */
export interface FailedInfo {
  /** The plugin's name; `core`, `app`, `broker` or a dialect's name where it was none. */
  readonly plugin: string;
  /** The stage, event, timer or command in which it failed. */
  readonly what: string;
  /** `cause` is what the plugin threw. */
  readonly error: ChatError;
}

/** A gate has decided. */
export interface GateRunInfo extends GateStep {
  /** At which stage. */
  readonly stage: keyof Gates;
}

/** A command is done. */
export interface CommandRunInfo {
  /** Its name, which is one in the table of commands: what is unknown does not run. */
  readonly command: string;
  /** Whether it was refused, or failed, instead of being done. */
  readonly refused: boolean;
  /** From its first step to its outcome, gates and broker included, in milliseconds. */
  readonly ms: number;
}

/** Something that a plugin wants counted. */
export interface MetricInfo {
  /** The plugin's name. */
  readonly plugin: string;
  /** What happened, as a label of metrics: 1–64 letters, digits or `_.:/-`, few different ones. */
  readonly what: string;
  /** How often, or how much of it: at least 0. */
  readonly amount: number;
}

/** What can be observed. Plugins add their own events by declaration merging. Nothing waits for a listener. */
export interface ChatEvents {
  /** The hub accepts connections at an address. */
  listening(address: Address): void;
  /** A connection has opened; nobody knows yet who it is. */
  opened(session: Session): void;
  /** A session has lost its connection, and is kept in its rooms for a while. */
  lost(session: Session, cause: CloseCause): void;
  /**
   * A session that was kept has a connection again. The one that the new connection came with is `closed`, with the
   * code `resumed`.
   */
  resumed(session: Session): void;
  /** A slow reader did not get something that need not arrive. */
  dropped(session: Session, event: ServerEvent, how: 'coalesced' | 'dropped'): void;
  /** Somebody has logged in. */
  login(session: Session): void;
  /** A user has another nick; `session` is the one that asked for it. */
  renamed(session: Session, was: string): void;
  /** A session has come into a room. */
  joined(session: Session, room: string): void;
  /**
   * A session has been caught up in a room, after it has come back, or because it began with what was said before: it has been
   * told so, and what it is sent from now on comes after that.
   */
  recovered(session: Session, room: string): void;
  /** A session has left a room. `reason`: what its user said, or how the connection was lost; `undefined`: neither. */
  left(session: Session, room: string, reason: string | undefined): void;
  /**
   * A message is kept and on its way: once, on the node where it was published. `stampedAt`: when it had passed the gates, by the
   * monotonic clock.
   */
  message(entry: Entry, session: Session, stampedAt: number): void;
  /**
   * The rooms have handed their events to whoever is in them, once for each turn of the event loop in which they did:
   * `events` is how many, each as often as it was handed to a session.
   */
  delivered(events: number): void;
  /** A gate has let a request pass, or has not. */
  gateRun(info: GateRunInfo): void;
  /** A command has run. */
  commandRun(info: CommandRunInfo): void;
  /** A reply of more than 1,024 characters, or bytes, was queued for a session; `bytes` is its size. */
  answered(session: Session, bytes: number): void;
  /** Something was refused; the hub goes on. */
  refused(info: RefusedInfo): void;
  /** A plugin counts something: for whoever measures, whatever the plugin. */
  metric(info: MetricInfo): void;
  /** A plugin, a listener or a dialect failed. A failure in a listener of this event is only logged. */
  failed(info: FailedInfo): void;
  /** A session is over, and has left its rooms. */
  closed(session: Session, cause: CloseCause): void;
  /** The hub is about to stop. */
  draining(): void;
}

type Listener = (...args: never[]) => unknown;

/** The hub's events. A listener that throws or rejects is reported and disturbs nobody. */
export class Events {
  readonly #emitter = new EventEmitter();
  readonly #failed: (plugin: string, event: string, error: unknown) => void;
  readonly #watch: BlockMonitor;
  /** When the listener that is being called began, or the one after it will: one look at the clock for each. */
  #started = 0;

  constructor(failed: (plugin: string, event: string, error: unknown) => void, watch: BlockMonitor) {
    this.#failed = failed;
    this.#watch = watch;
  }

  emit<E extends keyof ChatEvents>(event: E, ...args: Parameters<ChatEvents[E]>): void {
    if (this.#emitter.listenerCount(event) === 0) return;
    const outer = this.#started;
    const began = this.#watch.now();
    this.#started = began;
    this.#emitter.emit(event, ...args);
    // Where a listener has brought this about, its own time goes on without that of the listeners here.
    this.#started = outer + this.#started - began;
  }

  /** Whether anybody listens: what happens all the time is not even measured where nobody does. */
  hasListeners(event: keyof ChatEvents): boolean {
    return this.#emitter.listenerCount(event) > 0;
  }

  /** Listens for a plugin until the returned function is called. */
  on<E extends keyof ChatEvents>(plugin: string, event: E, listener: ChatEvents[E]): () => void {
    const isolated = (...args: never[]) => {
      try {
        const done: unknown = (listener as Listener)(...args);
        if (isPromise(done)) Promise.resolve(done).catch((error: unknown) => this.#failed(plugin, event, error));
      } catch (error) {
        this.#failed(plugin, event, error);
      } finally {
        const now = this.#watch.now();
        const ms = now - this.#started;
        // Before the report of it comes back here.
        this.#started = now;
        this.#watch.returned(plugin, event, ms);
      }
    };
    this.#emitter.on(event, isolated as (...args: unknown[]) => void);
    return () => {
      this.#emitter.off(event, isolated as (...args: unknown[]) => void);
    };
  }
}
