import { ChatError } from '../errors.js';
import type { Limits } from '../limits.js';
import type { Events } from '../plugin/events.js';
import type { GateRunner } from '../plugin/gate-runner.js';
import type { Broker } from '../ports/broker.js';
import type { Clock } from '../ports/clock.js';
import type { Random } from '../ports/random.js';
import type { Session } from '../session/session.js';
import type { Tracer } from '../trace/tracer.js';
import type { Draft, Message, Receipt } from './message.js';
import { Refusal } from './refusal.js';
import { messageText } from './text.js';

/** What publishing needs of the hub. */
export interface PublishContext {
  readonly gates: GateRunner;
  readonly broker: Broker;
  readonly clock: Clock;
  readonly random: Random;
  readonly limits: Limits;
  readonly events: Events;
  readonly tracer: Tracer;
  /** Finds a room that sessions are in. */
  readonly findRoom: (name: string) => StampedRoom | undefined;
}

/** A room whose messages are given times that never run backwards. */
export interface StampedRoom {
  /** Returns the time for the next message: the wall clock's, or the previous message's where that is later. */
  stamp(now: number): number;
}

/** Publishes a draft in a session's name. @param sent Called when it is with the broker, unless it gets no further. */
export type Publish = (draft: Draft, session: Session, sent?: () => void) => Promise<Receipt | Refusal>;

/**
 * The one way of a message: checked, through the gates, stamped, kept and delivered by the broker. When the
 * promise resolves to a receipt, the message is kept.
 */
export function createPublish({
  gates,
  broker,
  clock,
  random,
  limits,
  events,
  tracer,
  findRoom,
}: PublishContext): Publish {
  return async (draft, session, sent) => {
    const { room, from, kind, data, key, to, verbatim, part } = draft;
    if (key !== undefined) {
      const known = await broker.known(room, from.id, key).catch(brokerFailed);
      if (known !== undefined) return known;
    }
    const asked: Draft = { room, from, kind, text: messageText(draft.text, limits), data, key, to, verbatim, part };
    const id = random.id();
    const record = tracer.message(id, asked);
    const decided = gates.run('publish', asked, session, record);
    const passed = decided === asked ? asked : await decided;
    if (passed instanceof Refusal) {
      // Whoever is refused can quote the id, and the operator can ask why.
      record.refused = new Refusal(passed.code, passed.text, { ...passed.details, message: id });
      return record.refused;
    }
    const message = stamped(id, passed, asked, session.id);
    const stampedAt = clock.monotonic();
    let receipt: Receipt;
    try {
      const keeping = broker.publish(message);
      sent?.();
      receipt = await keeping;
    } catch (error) {
      return brokerFailed(error);
    }
    if (receipt.duplicate) return receipt;
    record.message = message;
    record.position = receipt.position;
    events.emit('message', { position: receipt.position, message }, session, stampedAt);
    return receipt;
  };

  function stamped(id: string, draft: Draft, asked: Draft, session: string): Message {
    const { room, from, kind, text, data, key, to } = draft;
    // A gate may have changed the text into something that is not one.
    const same = text === asked.text;
    const checked = same ? text : messageText(text, limits);
    // What a gate has taken out of the text must not be shown all the same.
    const verbatim = same ? draft.verbatim : undefined;
    const now = clock.now();
    // Offsets are the order; a clock that is set back must not make the times contradict it.
    const at = findRoom(room)?.stamp(now) ?? now;
    return { room, from, kind, text: checked, data, key, to, verbatim, id, at, session };
  }
}

/** What a broker's failure means to the sender. */
function brokerFailed(cause: unknown): never {
  throw cause instanceof ChatError ? cause : new ChatError('CHAT_BROKER_FAILED', undefined, { cause });
}
