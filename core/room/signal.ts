import type { Broker } from '../ports/broker.js';
import type { Random } from '../ports/random.js';
import type { Delivery, RoomSignal } from '../protocol/events.js';
import type { Tracer } from '../trace/tracer.js';
import type { Directory } from './directory.js';

/** What signalling needs of the hub. */
export interface SignalParts {
  readonly broker: Broker;
  readonly random: Random;
  readonly directory: Directory;
  readonly tracer: Tracer;
}

/**
 * Shows an event to everybody in a room but the session whose doing it is, at most once, and keeps nothing. Returns its
 * id, by which its way can be asked for.
 */
export type SendSignal = (room: string, signal: RoomSignal, by?: string, delivery?: Delivery) => string;

/** The way of a signal that can be followed. */
export function signaller({ broker, random, directory, tracer }: SignalParts): SendSignal {
  return (room, signal, by, delivery) => {
    const id = random.id();
    tracer.signal(id, room, signal, by, directory.find(room)?.position.offset ?? 0);
    broker.signal(room, {
      signal,
      id,
      ...(by === undefined ? {} : { by }),
      ...(delivery === undefined ? {} : { delivery }),
    });
    return id;
  };
}
