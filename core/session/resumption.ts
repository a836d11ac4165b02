import { ChatError, errors } from '../errors.js';
import type { Limits } from '../limits.js';
import type { Position } from '../message/message.js';
import type { Events } from '../plugin/events.js';
import type { Cancel, Clock } from '../ports/clock.js';
import type { Random } from '../ports/random.js';
import type { TokenHash } from '../ports/token-hash.js';
import type { CloseCause } from '../ports/transport.js';
import type { Membership } from '../room/membership.js';
import { isSessionKept } from './close-policy.js';
import type { LiveSession } from './live-session.js';
import type { SessionRegistry } from './session-registry.js';

/** What keeping sessions needs of the hub. */
export interface ResumptionContext {
  readonly limits: Limits;
  readonly clock: Clock;
  readonly random: Random;
  readonly digest: TokenHash;
  readonly registry: SessionRegistry;
  readonly membership: Membership;
  readonly events: Events;
}

/** Sessions that outlive their connections: they keep their rooms for a while, and their clients come back with a token. */
export class Resumption {
  readonly #parts: ResumptionContext;
  readonly #byToken = new Map<string, LiveSession>();
  /** Sessions without a connection, in the order in which they lost it. */
  readonly #detached = new Map<LiveSession, Cancel>();
  /** Sessions whose last connection still does what it was doing when another one came to take over. */
  readonly #retiring = new Map<LiveSession, Promise<void>>();

  constructor(parts: ResumptionContext) {
    this.#parts = parts;
  }

  /** The token that a client wishes to come back with, unless another session has it; else a new one. */
  tokenFor(wish: string | undefined): string {
    return wish === undefined || this.#byToken.has(wish) ? this.#parts.random.secret() : wish;
  }

  /** Lets a session be resumed with a token. */
  enable(session: LiveSession, token: string): void {
    session.token = token;
    this.#byToken.set(token, session);
  }

  /** The id of the guest who has a token: always the same one. */
  guestOf(token: string): string {
    return this.#parts.digest(token);
  }

  /** From now on the session ends with its connection. */
  disable(session: LiveSession): void {
    if (session.token !== undefined) this.#byToken.delete(session.token);
    session.token = undefined;
  }

  /** The session of a token, if it is the account's, or a guest's where there is no account. */
  find(token: string, account: string | undefined): LiveSession | undefined {
    const session = this.#byToken.get(token);
    return session?.user?.account === account ? session : undefined;
  }

  /**
   * Puts a session in the place of the one that a new connection came with. A connection that it still has is closed,
   * and what that one was just doing is waited for. Says false when one of the two is gone by then.
   * @param adopted Called in the very step in which the kept session gets the connection.
   * @throws ChatError `CHAT_SESSION_TAKEN` when the session has come back on a later connection meanwhile: then this one
   * is what a slow network or a slow gate has left of an earlier attempt.
   */
  async resume(visitor: LiveSession, kept: LiveSession, adopted: () => void): Promise<boolean> {
    const { registry, membership, events } = this.#parts;
    for (let retired = this.#retired(visitor, kept); retired !== undefined; retired = this.#retired(visitor, kept)) {
      await retired;
    }
    const carrier = visitor.connection;
    if (kept.ended || carrier === undefined) return false;
    this.#stopWaiting(kept);
    registry.close(visitor, true);
    visitor.ended = true;
    visitor.detach();
    carrier.adopt(kept);
    adopted();
    registry.reconnected(kept);
    membership.markOnline(kept);
    events.emit('closed', visitor, { by: 'local', code: 'resumed' });
    events.emit('resumed', kept);
    return true;
  }

  /** A session has lost its connection: it is kept for a while. Says false where it cannot be. */
  lost(session: LiveSession, cause: CloseCause): boolean {
    if (session.token === undefined || session.user === undefined) return false;
    this.#keep(session, cause);
    this.#parts.membership.markAway(session);
    this.#parts.events.emit('lost', session, cause);
    return true;
  }

  /** Has a session's rooms caught up after its reply. @param positions The last place that its client saw of each room. */
  catchUp(session: LiveSession, positions: ReadonlyMap<string, Position>): void {
    for (const [name, { room, member }] of session.memberships) {
      const entered = { epoch: room.position.epoch, offset: member.joinedAt };
      session.recover(room, member, positions.get(name) ?? entered);
    }
  }

  /** Ends a session for good. */
  end(session: LiveSession, cause: CloseCause): void {
    const { membership, registry, events } = this.#parts;
    const connected = !this.#detached.has(session);
    this.#stopWaiting(session);
    this.disable(session);
    session.ended = true;
    session.endLogin();
    const lost = cause.by === 'timeout' || cause.by === 'error';
    membership.leaveAll(session, lost ? `connection lost (${cause.by})` : undefined);
    session.detach();
    if (registry.close(session, connected)) events.emit('closed', session, cause);
  }

  /** Ends every session that has no connection. */
  endDetached(): void {
    for (const session of this.#detached.keys()) this.end(session, { by: 'local', code: 'CHAT_DRAINING' });
  }

  /** Resolves when the connection that a session still has, or just had, is done; `undefined` where there is none. */
  #retired(visitor: LiveSession, kept: LiveSession): Promise<void> | undefined {
    const { connection: carrier } = kept;
    if (carrier === undefined) return this.#retiring.get(kept);
    if (carrier.serial > (visitor.connection?.serial ?? 0)) this.#tooLate(visitor);
    const retired = carrier.retire().finally(() => this.#retiring.delete(kept));
    this.#retiring.set(kept, retired);
    this.#keep(kept, { by: 'local', code: 'CHAT_SESSION_TAKEN' });
    return retired;
  }

  #tooLate(visitor: LiveSession): never {
    const error = new ChatError('CHAT_SESSION_TAKEN');
    // After the reply, which is sent when the command is done.
    this.#parts.clock.afterTick(() => visitor.close({ code: error.code, text: error.message }));
    throw error;
  }

  #keep(session: LiveSession, cause: CloseCause): void {
    const { clock, limits, registry } = this.#parts;
    session.detach((reason) => {
      const { code, text } = reason;
      // A client that may come back finds its session, as it would had the connection been closed for the same reason.
      if (!isSessionKept(reason)) this.end(session, { by: 'local', code, text });
    });
    registry.disconnected(session);
    this.#detached.set(
      session,
      clock.after(limits.resumeMs, () => this.end(session, cause)),
    );
    if (this.#detached.size <= limits.awaySessions) return;
    for (const [longest] of this.#detached) {
      this.end(longest, { by: 'timeout', text: errors.CHAT_HUB_FULL.text });
      return;
    }
  }

  #stopWaiting(session: LiveSession): void {
    this.#detached.get(session)?.();
    this.#detached.delete(session);
  }
}
