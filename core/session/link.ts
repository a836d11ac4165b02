import { type Awaitable, isPromise } from '../awaitable.js';
import type { CommandTable } from '../command/table.js';
import { type ErrorCode, errors } from '../errors.js';
import type { JsonObject } from '../json.js';
import type { Limits } from '../limits.js';
import { Refusal } from '../message/refusal.js';
import type { GateRunner } from '../plugin/gate-runner.js';
import type { Cancel, Clock } from '../ports/clock.js';
import type { Dialect, DialectPort, DialectSession, Outcome, Rendering, SlashCommand } from '../ports/dialect.js';
import type {
  CloseCause,
  CloseReason,
  Connection,
  ConnectionInfo,
  Frame,
  FrameFault,
  FrameReceiver,
  Framing,
} from '../ports/transport.js';
import type { Batch } from '../room/broadcast.js';
import { Inbox } from './inbox.js';
import type { Carrier, LiveSession } from './live-session.js';
import { Outbox } from './outbox.js';
import type { Session } from './session.js';
import type { Turn } from './turn.js';

/** What every link of a hub shares. */
export interface LinkParts {
  readonly limits: Limits;
  readonly clock: Clock;
  readonly turn: Turn;
  readonly gates: GateRunner;
  readonly commands: CommandTable;
  /** When a client that is sent away should come back, in milliseconds. */
  readonly reconnectMs: () => number;
  readonly refused: (session: Session, what: string, refusal: Refusal) => void;
  /** A dialect threw. */
  readonly failed: (dialect: string, error: unknown) => void;
  /** The connection is gone and everything it brought has been done. */
  readonly ended: (session: LiveSession, cause: CloseCause) => void;
}

type Arrival = Frame | FrameFault | CloseCause;

const silentRendering: Rendering = { name: 'none', render: () => undefined };

/** Ties a connection, the dialect spoken on it and a session together. */
export class Link implements FrameReceiver, Carrier, DialectPort {
  readonly #parts: LinkParts;
  readonly #connection: Connection;
  readonly #session: LiveSession;
  readonly #outbox: Outbox;
  readonly #inbox: Inbox<Arrival | Dialect>;
  #conversation: DialectSession | undefined;
  #handshake: Cancel | undefined;
  #faults = 0;
  #closing = false;

  constructor(connection: Connection, session: LiveSession, parts: LinkParts) {
    this.#parts = parts;
    this.#connection = connection;
    this.#session = session;
    const { limits, turn, clock } = parts;
    this.#outbox = new Outbox(connection, limits.outboxBytes, turn, () => this.#slow());
    this.#inbox = new Inbox((arrival) => this.#arrive(arrival), limits.inboxFrames, connection);
    this.#handshake = clock.after(limits.handshakeMs, () => {
      if (session.user === undefined) this.#closeFor('CHAT_HANDSHAKE_TIMEOUT');
    });
  }

  /** Says why the connection is not accepted, and closes it. */
  refuse(dialect: Dialect, reason: CloseReason): void {
    this.#guarded(() => {
      this.#conversation = dialect.open(this);
    });
    this.#connection.start(this);
    this.close(reason);
  }

  /** Asks the `connect` gates, then begins the conversation. What the peer sends meanwhile waits. */
  open(dialect: Dialect): void {
    this.#inbox.push(dialect);
    this.#connection.start(this);
  }

  frame(frame: Frame): void {
    this.#inbox.push(frame);
  }

  rejected(fault: FrameFault): void {
    this.#inbox.push(fault);
  }

  drained(): void {}

  closed(cause: CloseCause): void {
    this.#outbox.detach();
    this.#inbox.push(cause);
  }

  get info(): ConnectionInfo {
    return this.#connection.info;
  }

  get framing(): Framing {
    return this.#connection.framing;
  }

  get clock(): Clock {
    return this.#parts.clock;
  }

  get session(): Session {
    return this.#session;
  }

  get slashes(): ReadonlyMap<string, SlashCommand> {
    return this.#parts.commands.slashes;
  }

  get rendering(): Rendering {
    return this.#conversation?.rendering ?? silentRendering;
  }

  get echo(): boolean {
    return this.#conversation?.echo ?? false;
  }

  get dialect(): string {
    return this.#conversation?.name ?? 'none';
  }

  run(command: string, fields: JsonObject): Awaitable<Outcome> {
    this.#faults = 0;
    return this.#parts.commands.run(command, fields, this.#session);
  }

  send(frame: Frame): void {
    this.#session.sendFrame(frame);
    // The first frame after the login tells the peer of it, whether a frame of the peer brought it about or a silence.
    this.#settled();
  }

  deliver(part: Frame | Batch): void {
    this.#outbox.add(part);
  }

  fault(): void {
    this.#faults++;
    if (this.#faults >= this.#parts.limits.faults) this.#closeFor('CHAT_PROTOCOL');
  }

  close(reason: CloseReason): void {
    if (this.#closing) return;
    this.#closing = true;
    const mayReturn = Object.hasOwn(errors, reason.code) && errors[reason.code as ErrorCode].retry;
    this.#guarded(() => this.#conversation?.farewell(reason, mayReturn ? this.#parts.reconnectMs() : undefined));
    this.#guarded(() => this.#outbox.flush());
    this.#connection.close(reason);
  }

  /** Cuts the connection. */
  destroy(): void {
    this.#connection.destroy();
  }

  #closeFor(code: ErrorCode): void {
    if (this.#closing) return;
    const { text } = errors[code];
    this.#parts.refused(this.#session, 'connection', new Refusal(code, text));
    this.close({ code, text });
  }

  /** A farewell would only wait behind what the peer does not read. */
  #slow(): void {
    if (this.#closing) return;
    this.#closing = true;
    const refusal = new Refusal('CHAT_SLOW_CONSUMER', errors.CHAT_SLOW_CONSUMER.text);
    this.#parts.refused(this.#session, 'connection', refusal);
    this.#outbox.detach();
    this.#connection.close(refusal);
  }

  #arrive(arrival: Arrival | Dialect): Awaitable<void> {
    if (typeof arrival === 'string' || arrival instanceof Uint8Array) return this.#converse(arrival);
    if ('open' in arrival) return this.#begin(arrival);
    if ('by' in arrival) return this.#end(arrival);
    this.#guarded(() => this.#conversation?.rejected(arrival));
  }

  #converse(frame: Frame): Awaitable<void> {
    if (this.#closing) return;
    try {
      const done = this.#conversation?.frame(frame);
      if (!isPromise(done)) {
        this.#settled();
        return;
      }
      return Promise.resolve(done).then(
        () => this.#settled(),
        (error: unknown) => this.#parts.failed(this.dialect, error),
      );
    } catch (error) {
      this.#parts.failed(this.dialect, error);
    }
  }

  #settled(): void {
    if (this.#handshake === undefined || this.#session.user === undefined) return;
    this.#handshake();
    this.#handshake = undefined;
    this.#session.welcomed();
  }

  async #begin(dialect: Dialect): Promise<void> {
    const allowed = await this.#parts.gates.run('connect', { info: this.info }, this.#session);
    this.#guarded(() => {
      this.#conversation = dialect.open(this);
    });
    if (allowed instanceof Refusal) {
      this.#parts.refused(this.#session, 'connect', allowed);
      this.close({ code: allowed.code, text: allowed.text });
      return;
    }
    if (this.#closing) return;
    try {
      await this.#conversation?.greet();
    } catch (error) {
      this.#parts.failed(this.dialect, error);
    }
    this.#settled();
  }

  #end(cause: CloseCause): void {
    this.#closing = true;
    this.#handshake?.();
    this.#guarded(() => this.#conversation?.closed());
    this.#parts.ended(this.#session, cause);
  }

  /** What a dialect or a framing throws must not stop the connection's inbox. */
  #guarded(call: () => void): void {
    try {
      call();
    } catch (error) {
      this.#parts.failed(this.dialect, error);
    }
  }
}
