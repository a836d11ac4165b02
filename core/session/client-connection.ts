import type { Awaitable } from '../awaitable.js';
import { type ErrorCode, errors } from '../errors.js';
import type { JsonObject } from '../json.js';
import { mayRetry, Refusal } from '../message/refusal.js';
import { frameBytes } from '../message/utf8.js';
import { verbatimOf } from '../message/verbatim.js';
import type { Cancel, Clock } from '../ports/clock.js';
import type { Attachment, Dialect, DialectPort, Encoder, Outcome, SlashCommand } from '../ports/dialect.js';
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
import type { Broadcast } from '../room/broadcast.js';
import { withTimeout } from '../timeout.js';
import { isSessionKept, mayReturn } from './close-policy.js';
import type { DropReason } from './coalescing-buffer.js';
import type { ConnectionContext } from './connection-context.js';
import { type FrameListener, GuardedDialect } from './guarded-dialect.js';
import { IdleMonitor } from './idle-monitor.js';
import { Inbox } from './inbox.js';
import type { InboxItem } from './inbox-item.js';
import type { LiveSession, Recovery, SessionConnection } from './live-session.js';
import { Login, LoginHandle } from './login.js';
import { Outbox, type OutboxOwner } from './outbox.js';
import { recoverAll } from './recovery.js';
import { ReplyPipeline } from './reply-pipeline.js';
import type { Session } from './session.js';

/** Replies of up to this length are what every command has. */
const SMALL_REPLY = 1_024;

/** Whose link it is. */
export interface ConnectionOwner {
  /** The connection is gone and everything it brought has been done. */
  ended(link: ClientConnection, cause: CloseCause): void;
}

/** Ties a connection, the dialect spoken on it and a session together. */
export class ClientConnection implements FrameReceiver, SessionConnection, DialectPort, OutboxOwner, FrameListener {
  readonly #parts: ConnectionContext;
  readonly connection: Connection;
  readonly #owner: ConnectionOwner;
  readonly serial: number;
  readonly outbox: Outbox;
  readonly #inbox: Inbox<InboxItem>;
  readonly #replies = new ReplyPipeline();
  readonly #idleMonitor: IdleMonitor;
  readonly #dialectSession: GuardedDialect;
  #session: LiveSession;
  #handshake: Cancel | undefined;
  #faults = 0;
  /** Why our side closes it. */
  #reason: CloseReason | undefined;
  #isDisconnected = false;
  #isEnded = false;

  constructor(connection: Connection, session: LiveSession, parts: ConnectionContext, owner: ConnectionOwner) {
    this.#parts = parts;
    this.#owner = owner;
    this.connection = connection;
    this.#session = session;
    this.serial = parts.nextSerial();
    const { limits, clock } = parts;
    this.#idleMonitor = new IdleMonitor(limits, clock);
    this.#dialectSession = new GuardedDialect(parts.failed);
    this.outbox = new Outbox(connection, this.#dialectSession, parts, this);
    this.#inbox = new Inbox((arrival, next) => this.#arrive(arrival, next), limits.inboxFrames, connection);
    connection.limitInput?.(limits.handshakeBytes);
    this.#handshake = clock.after(limits.handshakeMs, () => {
      if (this.#session.user === undefined) this.#closeFor('CHAT_HANDSHAKE_TIMEOUT');
    });
  }

  /** Says why the connection is not accepted, and closes it. */
  refuse(dialect: Dialect, reason: CloseReason): void {
    this.#dialectSession.open(dialect, this);
    this.connection.start(this);
    this.close(reason);
  }

  /** Asks the `connect` gates, then begins the conversation. What the peer sends meanwhile waits. */
  open(dialect: Dialect): void {
    this.#inbox.push(dialect);
    this.connection.start(this);
  }

  frame(frame: Frame): void {
    this.#idleMonitor.activity();
    this.#inbox.push(frame);
  }

  rejected(fault: FrameFault): void {
    this.#inbox.push(fault);
  }

  drained(): void {
    this.outbox.drained();
  }

  closed(cause: CloseCause): void {
    this.#isDisconnected = true;
    this.outbox.detach();
    this.#inbox.push(cause);
  }

  get info(): ConnectionInfo {
    return this.connection.info;
  }

  get framing(): Framing {
    return this.connection.framing;
  }

  get isProgram(): boolean {
    return this.connection.isProgram ?? false;
  }

  get clock(): Clock {
    return this.#parts.clock;
  }

  get session(): LiveSession {
    return this.#session;
  }

  get slashes(): ReadonlyMap<string, SlashCommand> {
    return this.#parts.commands.slashes;
  }

  get encoder(): Encoder {
    return this.#dialectSession.encoder;
  }

  get echo(): boolean {
    return this.#dialectSession.echo;
  }

  get dialect(): string {
    return this.#dialectSession.name;
  }

  get mayReturn(): boolean {
    return this.#reason === undefined || isSessionKept(this.#reason);
  }

  run(command: string, fields: JsonObject, { bytes, verbatim, inParts, refusal }: Attachment = {}): Awaitable<Outcome> {
    if (refusal !== undefined) return this.#replies.run(false, () => this.#refuseFrame(refusal));
    this.#faults = 0;
    const { commands, limits } = this.#parts;
    const written = verbatimOf(this.dialect, verbatim, limits);
    const from = { frame: this.#dialectSession.takeFrame(), bytes, verbatim: written, inParts };
    const go = (next?: () => void) => commands.run(command, fields, this.#session, { ...from, next });
    return this.#replies.run(commands.overlaps(command), go);
  }

  send(frame: Frame): void {
    // What a connection asked for is not answered on another one that has taken the session over.
    if (this.#session.connection !== this) return;
    this.#session.sendFrame(frame);
    if (frame.length > SMALL_REPLY) this.#parts.answered(this.#session, frameBytes(frame));
    // The first frame after the login tells the peer of it, whether its own frame brought it about or a silence.
    this.#settled();
  }

  /** It reads too slowly. The farewell waits behind what it does not read; should it read on, it knows that it can resume. */
  overflow(): void {
    if (this.#reason !== undefined) return;
    this.#parts.overflowed(this.#session, this.outbox.congestedSince ?? this.clock.monotonic());
    this.#closeFor('CHAT_SLOW_CONSUMER');
    this.outbox.detach();
  }

  dropped(broadcast: Broadcast, omission: DropReason): void {
    this.#parts.dropped(this.#session, broadcast, omission);
  }

  #refuseFrame(refusal: Refusal): Refusal {
    this.fault(refusal.code as ErrorCode);
    return refusal;
  }

  fault(code: ErrorCode = 'CHAT_BAD_FRAME'): void {
    this.#parts.refused(this.#session, 'frame', new Refusal(code, errors[code].text));
    this.#faults++;
    if (this.#faults >= this.#parts.limits.faults) this.#closeFor('CHAT_PROTOCOL');
  }

  close(reason: CloseReason): void {
    if (this.#reason !== undefined) return;
    this.#reason = reason;
    const back = mayReturn(reason) ? this.#parts.reconnectMs() : undefined;
    this.#dialectSession.farewell(reason, back, this.#session.token !== undefined && isSessionKept(reason));
    try {
      this.outbox.finish();
    } catch (error) {
      this.#parts.failed(this.dialect, error);
    }
    this.connection.close(reason);
  }

  /** Closes once everything that the peer has sent so far is done and answered. */
  leave(reason: CloseReason): void {
    if (this.#isDisconnected) return;
    this.connection.pause();
    this.#inbox.push({ leave: reason });
  }

  /** Closes at once: what its peer has sent and is not begun is dropped. */
  dismiss(reason: CloseReason): void {
    if (this.#isDisconnected) return;
    void this.#inbox.drop((arrival) => typeof arrival === 'object' && 'by' in arrival);
    this.close(reason);
  }

  recover(): void {
    this.#inbox.push({ behind: true });
  }

  retire(): Promise<void> {
    const { clock, limits } = this.#parts;
    // What was not begun is the client's to send again, over the connection that takes over.
    const done = this.#inbox.drop((arrival) => typeof arrival === 'object' && 'by' in arrival);
    this.close({ code: 'CHAT_SESSION_TAKEN', text: errors.CHAT_SESSION_TAKEN.text });
    return withTimeout(clock, limits.commandMs, done).catch(() => undefined);
  }

  adopt(session: LiveSession): void {
    this.#session = session;
    session.attach(this);
  }

  /** Looks whether the peer has been silent for too long. Called once in every `heartbeatMs`. */
  tick(): void {
    // Also after the clock was set: the login's own timer may be late then.
    this.#session.login?.expire();
    if (this.#reason !== undefined) return;
    // Whoever is not read cannot be heard, but may be dead all the same: then nothing is taken either.
    const promised = this.#session.heartbeat;
    const code = this.#inbox.paused
      ? this.#idleMonitor.checkStalled(this.outbox)
      : this.#idleMonitor.tick(promised, this.connection.pongs);
    if (code !== undefined) this.#closeFor(code);
    // A page in a hidden tab has no timers to send frames by, but its browser answers.
    else if (promised) this.connection.ping?.();
  }

  destroy(): void {
    this.connection.destroy();
  }

  /** Ends it without waiting for what it is doing. */
  abandon(): void {
    void this.#inbox.drop(() => false);
    this.#end({ by: 'local', code: 'CHAT_DRAINING' });
  }

  #closeFor(code: ErrorCode, text: string = errors[code].text): void {
    if (this.#reason !== undefined) return;
    this.#parts.refused(this.#session, 'connection', new Refusal(code, text));
    this.close({ code, text });
  }

  #arrive(arrival: InboxItem, next: () => void): Awaitable<void> {
    if (typeof arrival === 'string' || arrival instanceof Uint8Array) {
      const may = this.#dialectSession.single ? next : undefined;
      return this.#reason === undefined
        ? this.#replies.frame(may, () => this.#dialectSession.frame(arrival, this))
        : undefined;
    }
    if ('open' in arrival) return this.#begin(arrival);
    if ('by' in arrival) return this.#replies.after(() => this.#end(arrival));
    if ('leave' in arrival) return this.#replies.after(() => this.close(arrival.leave));
    if ('behind' in arrival) return this.#replies.after(() => this.done());
    if (arrival.code !== 'CHAT_PROTOCOL') return this.#dialectSession.rejected(arrival);
    return this.#replies.after(() => this.#closeFor('CHAT_PROTOCOL', arrival.text));
  }

  done(): Awaitable<void> {
    this.#settled();
    const recoveries = this.#session.takeRecoveries();
    if (recoveries.length > 0) return this.#recover(recoveries);
  }

  async #recover(recoveries: readonly Recovery[]): Promise<void> {
    const session = this.#session;
    try {
      await recoverAll(session, recoveries, {
        broker: this.#parts.broker,
        limits: this.#parts.limits,
        ready: () => this.outbox.ready(),
        wanted: () => this.#reason === undefined && !this.#isDisconnected && session.connection === this,
        watch: this.#parts.recoveries,
      });
    } catch (error) {
      this.#parts.failed('broker', error);
      this.#closeFor('CHAT_RECOVERY_FAILED');
    }
  }

  #settled(): void {
    if (this.#handshake === undefined || this.#session.user === undefined) return;
    this.#handshake();
    this.#handshake = undefined;
    this.connection.limitInput?.(undefined);
    this.#session.markReady();
  }

  async #begin(dialect: Dialect): Promise<void> {
    const { gates, clock } = this.#parts;
    const session = gates.hasGates('connect') ? this.#connectSession(clock) : this.#session;
    const allowed = await gates.run('connect', { info: this.info }, session);
    this.#dialectSession.open(dialect, this);
    if (allowed instanceof Refusal) {
      this.#parts.refused(this.#session, 'connect', allowed);
      this.close({ code: allowed.code, text: allowed.text, mayReturn: mayRetry(allowed) });
      return;
    }
    if (this.#reason !== undefined) return;
    await this.#dialectSession.greet();
    this.#settled();
  }

  /** What the `connect` gates get for the session: what they learn belongs to the login that follows. */
  #connectSession(clock: Clock): Session {
    const login = new Login(this.#session, clock);
    this.#session.login = login;
    return new LoginHandle(login, (ms, run) => clock.after(ms, () => void run()));
  }

  #end(cause: CloseCause): void {
    if (this.#isEnded) return;
    this.#isEnded = true;
    this.#handshake?.();
    this.#dialectSession.closed();
    this.#owner.ended(this, cause);
  }
}
