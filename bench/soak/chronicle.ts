import type { MessageEvent } from '../../client/index.js';
import type { Plugin } from '../../index.js';

/** A message in its place, as far as it is compared. */
export interface Noted {
  readonly offset: number;
  readonly id: string;
  readonly text: string;
  readonly from: string;
  readonly key: string | undefined;
}

/**
 * What the logs of a run have, as the hubs and the clients say: the truth that everybody is measured by. A hub that
 * crashes may have had something kept without living to say so; then clients say it first.
 */
export interface Chronicle {
  /** Listens to a hub; for every hub of the run. */
  readonly plugin: Plugin;
  /** A client was told a message. */
  told(message: MessageEvent): void;
  /** Where two said different things of one place. */
  readonly disputes: readonly string[];
  /** The names of the rooms that have a log. */
  readonly rooms: Iterable<string>;
  /** A room's logs, by epoch, each by offset. */
  logs(room: string): ReadonlyMap<string, ReadonlyMap<number, Noted>>;
  /** The last offset that is known of a log; 0 where nothing is. */
  end(room: string, epoch: string | undefined): number;
}

/** Makes an empty chronicle. */
export function createChronicle(): Chronicle {
  const rooms = new Map<string, Map<string, Map<number, Noted>>>();
  const none = new Map<string, Map<number, Noted>>();
  const disputes: string[] = [];

  function note(room: string, epoch: string, noted: Noted): void {
    const logs = rooms.get(room) ?? new Map<string, Map<number, Noted>>();
    rooms.set(room, logs);
    const log = logs.get(epoch) ?? new Map<number, Noted>();
    logs.set(epoch, log);
    const known = log.get(noted.offset) ?? noted;
    log.set(noted.offset, known);
    if (known.id !== noted.id || known.text !== noted.text || known.from !== noted.from || known.key !== noted.key) {
      disputes.push(`${noted.offset} of ${room} is “${known.text}” and “${noted.text}”`);
    }
  }

  return {
    plugin: {
      name: 'chronicle',
      setup: (host) =>
        host.on('message', ({ position, message: { room, id, text, from, key } }) =>
          note(room, position.epoch, { offset: position.offset, id, text, from: from.id, key }),
        ),
    },
    told: ({ room, epoch, offset, id, text, from, key }) => note(room, epoch, { offset, id, text, from: from.id, key }),
    disputes,
    rooms: { [Symbol.iterator]: () => rooms.keys() },
    logs: (room) => rooms.get(room) ?? none,
    end: (room, epoch) =>
      Math.max(
        0,
        ...(rooms
          .get(room)
          ?.get(epoch ?? '')
          ?.keys() ?? []),
      ),
  };
}
