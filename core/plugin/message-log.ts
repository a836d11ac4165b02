import type { Broker } from '../ports/broker.js';

/**
 * The broker's logs, as plugins may read and tend them: the same methods as {@link Broker}'s. Rooms and conversations of two
 * go by their folded names. They throw what the broker throws.
 */
export type MessageLog = Pick<
  Broker,
  'supports' | 'problem' | 'read' | 'known' | 'search' | 'prune' | 'erase' | 'rooms' | 'writings'
>;

/** A broker's logs, and nothing else of it. */
export function messageLogOf(broker: Broker): MessageLog {
  const search = broker.search?.bind(broker);
  return {
    supports: broker.supports,
    get problem() {
      return broker.problem;
    },
    read: (room, query) => broker.read(room, query),
    known: (room, author, key) => broker.known(room, author, key),
    prune: (room, keep) => broker.prune(room, keep),
    erase: (room, offsets) => broker.erase(room, offsets),
    rooms: (query) => broker.rooms(query),
    writings: (author, after) => broker.writings(author, after),
    ...(search === undefined ? {} : { search }),
  };
}
