import { ChatError } from '../errors.js';
import type { Limits } from '../limits.js';
import type { GateRunner } from '../plugin/gate-runner.js';
import type { Events } from '../plugin/events.js';
import type { Broker } from '../ports/broker.js';
import type { Clock } from '../ports/clock.js';
import type { Random } from '../ports/random.js';
import type { Session } from '../session/session.js';
import type { Draft, Message, Receipt } from './message.js';
import { Refusal } from './refusal.js';
import { messageText } from './text.js';

/** What publishing needs of the hub. */
export interface PublishParts {
  readonly gates: GateRunner;
  readonly broker: Broker;
  readonly clock: Clock;
  readonly random: Random;
  readonly limits: Limits;
  readonly events: Events;
}

/** Publishes a draft in a session's name. */
export type Publish = (draft: Draft, session: Session) => Promise<Receipt | Refusal>;

/**
 * The one way of a message: checked, through the gates, stamped, kept and delivered by the broker. When the
 * promise resolves to a receipt, the message is kept.
 */
export function publisher({ gates, broker, clock, random, limits, events }: PublishParts): Publish {
  return async (draft, session) => {
    const asked = { ...draft, text: messageText(draft.text, limits) };
    const decided = gates.run('publish', asked, session);
    const passed = decided === asked ? asked : await decided;
    if (passed instanceof Refusal) return passed;
    // A gate may have changed the text into something that is not one.
    const text = passed.text === asked.text ? asked.text : messageText(passed.text, limits);
    const message: Message = { ...passed, text, id: random.id(), at: clock.now(), session: session.id };
    const receipt = await kept(broker, message);
    if (!receipt.duplicate) events.emit('message', { position: receipt.position, message }, session);
    return receipt;
  };
}

async function kept(broker: Broker, message: Message): Promise<Receipt> {
  try {
    return await broker.publish(message);
  } catch (error) {
    if (error instanceof ChatError) throw error;
    throw new ChatError('CHAT_BROKER_FAILED', undefined, { cause: error });
  }
}
