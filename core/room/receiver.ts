import type { Entry } from '../message/message.js';
import type { BrokerReceiver } from '../ports/broker.js';
import type { MessageEvent } from '../protocol/events.js';
import type { RoomRegistry } from './room-registry.js';

/** Hands what the broker brings to the rooms. */
export function createRoomReceiver(directory: RoomRegistry): BrokerReceiver {
  return {
    entry(entry) {
      const { room, session } = entry.message;
      directory.find(room)?.receive(messageEvent(entry), session);
    },
    ephemeral(name, { event: signal, ...info }) {
      directory.find(name)?.broadcast(signal, info);
    },
  };
}

/** An entry as clients see it. */
export function messageEvent({ message, position }: Entry): MessageEvent {
  const { room, id, at, from, kind, text, data, key, to, verbatim } = message;
  const { epoch, offset } = position;
  // One shape for all messages, absent fields undefined: much of a fan-out's time went into building it otherwise.
  return { type: 'message', room, id, epoch, offset, at, from, kind, text, data, key, to, verbatim };
}
