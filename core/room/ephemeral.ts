import type { Broker } from '../ports/broker.js';
import type { Random } from '../ports/random.js';
import type { Delivery, EphemeralEvent } from '../protocol/events.js';
import type { Tracer } from '../trace/tracer.js';
import type { RoomRegistry } from './room-registry.js';

/** What signalling needs of the hub. */
export interface EphemeralContext {
  readonly broker: Broker;
  readonly random: Random;
  readonly directory: RoomRegistry;
  readonly tracer: Tracer;
}

/**
 * Shows an event to everybody in a room but the session whose doing it is, at most once, and keeps nothing. Returns its
 * id, by which its way can be asked for.
 */
export type BroadcastEphemeral = (room: string, signal: EphemeralEvent, by?: string, delivery?: Delivery) => string;

/** The way of a signal that can be followed. */
export function createEphemeralBroadcast({ broker, random, directory, tracer }: EphemeralContext): BroadcastEphemeral {
  return (room, signal, by, delivery) => {
    const id = random.id();
    tracer.ephemeral(id, room, signal, by, directory.find(room)?.position.offset ?? 0);
    broker.broadcastEphemeral(room, {
      event: signal,
      id,
      ...(by === undefined ? {} : { by }),
      ...(delivery === undefined ? {} : { delivery }),
    });
    return id;
  };
}
