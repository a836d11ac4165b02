import { ChatError } from '../errors.js';
import type { Limits } from '../limits.js';
import { Refusal } from '../message/refusal.js';
import type { Events } from '../plugin/events.js';
import type { Dialect } from '../ports/dialect.js';
import type { Random } from '../ports/random.js';
import type { CloseCause, CloseReason, Connection } from '../ports/transport.js';
import type { Membership } from '../room/membership.js';
import { Link, type LinkParts } from './link.js';
import { LiveSession } from './live-session.js';
import type { Registry } from './registry.js';

/** What receiving connections needs of the hub. */
export interface ReceptionParts extends Omit<LinkParts, 'ended'> {
  readonly limits: Limits;
  readonly random: Random;
  readonly registry: Registry;
  readonly membership: Membership;
  readonly events: Events;
}

/** Where connections become sessions, and sessions end. */
export class Reception {
  readonly #parts: ReceptionParts;
  readonly #linkParts: LinkParts;
  readonly #links = new Map<LiveSession, Link>();
  #closed = false;

  constructor(parts: ReceptionParts) {
    this.#parts = parts;
    this.#linkParts = { ...parts, ended: (session, cause) => this.#end(session, cause) };
  }

  /** Makes a connection a session, or sends it away. */
  accept(connection: Connection, dialect: Dialect): void {
    const { random, registry, events } = this.#parts;
    const session = new LiveSession(random.id(), connection.info);
    const link = new Link(connection, session, this.#linkParts);
    session.attach(link);
    this.#links.set(session, link);
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

  /** Sends everybody away; whoever comes now is sent away at once. */
  closeAll(reason: CloseReason): void {
    this.#closed = true;
    for (const link of this.#links.values()) link.close(reason);
  }

  /** Cuts every connection that is still there. */
  destroyAll(): void {
    for (const link of this.#links.values()) link.destroy();
  }

  #end(session: LiveSession, cause: CloseCause): void {
    const { membership, registry, events } = this.#parts;
    this.#links.delete(session);
    session.ended = true;
    membership.leaveAll(
      session,
      cause.by === 'peer' || cause.by === 'local' ? undefined : `connection lost (${cause.by})`,
    );
    session.attach(undefined);
    const known = registry.sessions.has(session.id);
    registry.close(session);
    if (known) events.emit('closed', session, cause);
  }
}
