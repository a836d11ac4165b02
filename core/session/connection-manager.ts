import { ChatError } from '../errors.js';
import { Refusal } from '../message/refusal.js';
import type { Events } from '../plugin/events.js';
import type { Dialect } from '../ports/dialect.js';
import type { Random } from '../ports/random.js';
import type { CloseCause, CloseReason, Connection, Transport } from '../ports/transport.js';
import { withTimeout } from '../timeout.js';
import { ClientConnection, type ConnectionOwner } from './client-connection.js';
import type { ConnectionContext } from './connection-context.js';
import { LiveSession } from './live-session.js';
import type { Resumption } from './resumption.js';
import type { SessionRegistry } from './session-registry.js';
import { createTimerWheel, type TimerWheel } from './timer-wheel.js';

/** The longest part of a drain that is kept for farewells, in milliseconds. */
const MAX_FAREWELL_MS = 1_000;

/** What receiving connections needs of the hub. */
export interface ConnectionManagerContext extends ConnectionContext {
  readonly random: Random;
  readonly registry: SessionRegistry;
  readonly resumption: Resumption;
  readonly events: Events;
}

/** Where connections become sessions, and what becomes of a session when its connection is gone. */
export class ConnectionManager implements ConnectionOwner {
  readonly #parts: ConnectionManagerContext;
  /** The links, with the wires that they came by. */
  readonly #connections = new Map<ClientConnection, Transport>();
  readonly #rounds: TimerWheel<ClientConnection>;
  #closed = false;

  constructor(parts: ConnectionManagerContext) {
    this.#parts = parts;
    this.#rounds = createTimerWheel(parts.clock, parts.random, parts.limits.heartbeatMs, (link) => link.tick());
  }

  /** Makes a connection a session, or sends it away. */
  accept(connection: Connection, dialect: Dialect, transport: Transport): void {
    const { random, registry, events } = this.#parts;
    const session = new LiveSession(random.id(), connection.info);
    const link = new ClientConnection(connection, session, this.#parts, this);
    session.attach(link);
    this.#connections.set(link, transport);
    this.#rounds.add(link);
    try {
      if (this.#closed) throw new ChatError('CHAT_DRAINING');
      registry.open(session);
    } catch (error) {
      if (!(error instanceof ChatError)) throw error;
      const refusal = new Refusal(error.code, error.message, error.details);
      this.#parts.refused(session, 'connection', refusal);
      link.refuse(dialect, refusal);
      return;
    }
    events.emit('opened', session);
    link.open(dialect);
  }

  /** Closes all connections as {@link sendAway} does, and those that come from now on at once. */
  drain(reason: CloseReason, drainMs: number, closed: PromiseLike<unknown>): Promise<void> {
    this.#closed = true;
    return this.sendAway(reason, drainMs, closed);
  }

  /**
   * Closes connections within a time limit. First each is closed once what its peer has sent so far is done and answered. The
   * end of the time, a quarter of it but at most one second, belongs to the farewells of those that are left: what is not begun is
   * dropped, and its sender, who got no answer, sends it again later. Connections that are still open after that are destroyed.
   * @param drainMs In milliseconds.
   * @param closed Resolves when all connections have closed.
   * @param transport By which they came. Default: any.
   */
  async sendAway(
    reason: CloseReason,
    drainMs: number,
    closed: PromiseLike<unknown>,
    transport?: Transport,
  ): Promise<void> {
    const farewellMs = Math.min(MAX_FAREWELL_MS, drainMs / 4);
    const inTime = (ms: number, work: Promise<unknown>) =>
      withTimeout(this.#parts.clock, ms, Promise.all([work, closed])).then(
        () => true,
        () => false,
      );
    const left = this.#inBatches(transport, (link) => link.leave(reason));
    if (!(await inTime(drainMs - farewellMs, left))) {
      await inTime(
        farewellMs,
        this.#inBatches(transport, (link) => link.dismiss(reason)),
      );
    }
    for (const link of this.#by(transport)) link.destroy();
  }

  /** Ends what has no connection any more but is still busy with what its peer sent, or waits for a gate. */
  abandonAll(): void {
    for (const link of this.#connections.keys()) link.abandon();
  }

  ended(link: ClientConnection, cause: CloseCause): void {
    this.#connections.delete(link);
    this.#rounds.remove(link);
    const { session } = link;
    // Another connection may have taken the session over: then the end of this one is nobody's business.
    if (session.connection !== link) return;
    if (!this.#closed && link.mayReturn && this.#parts.resumption.lost(session, cause)) return;
    this.#parts.resumption.end(session, cause);
  }

  /** Does something to each connection, some in each turn of the event loop. Resolves when it is done to all. */
  async #inBatches(transport: Transport | undefined, act: (link: ClientConnection) => void): Promise<void> {
    const { clock, limits } = this.#parts;
    let count = 0;
    for (const link of this.#by(transport)) {
      act(link);
      count++;
      if (count % limits.drainBatch === 0) await new Promise<void>((resolve) => clock.afterTick(resolve));
    }
  }

  #by(transport: Transport | undefined): readonly ClientConnection[] {
    return [...this.#connections].filter(([, by]) => transport === undefined || by === transport).map(([link]) => link);
  }
}
