import {
  type Archive,
  type Command,
  type PluginHost,
  type Position,
  refuse,
  type Store,
  sharedKeyedMutex,
} from '../../../core/index.js';
import { keys } from '../annotations/keys.js';
import { bad, positionOf, roomHere, text, userOf } from '../fields.js';

/** How far a user has read a room, as stored JSON. */
export type ReadMarker = {
  readonly room: string;
  readonly epoch: string;
  /** The last place that was read. */
  readonly offset: number;
  /** When it was set: milliseconds since the Unix epoch. */
  readonly at: number;
};

/** The read markers of all users, in the store. */
export interface ReadMarkers {
  /** `undefined`: nothing is known. */
  of(user: string, room: string): Promise<ReadMarker | undefined>;
  /** Moves a marker, never back within one life of the log. Resolves to where it is now, and whether it was moved. */
  move(user: string, marker: ReadMarker): Promise<{ readonly marker: ReadMarker; readonly moved: boolean }>;
}

/** The markers in a store. */
export function createReadMarkers(store: Store, archive: Archive): ReadMarkers {
  const mutex = sharedKeyedMutex(archive);
  const of = async (user: string, room: string) => (await store.get(keys.seen(user, room))) as ReadMarker | undefined;
  return {
    of,
    move(user, marker) {
      const key = keys.seen(user, marker.room);
      // Two sessions of one user may read at once: the later place must win.
      return mutex(key, async () => {
        const kept = await of(user, marker.room);
        if (kept !== undefined && kept.epoch === marker.epoch && kept.offset >= marker.offset) {
          return { marker: kept, moved: false };
        }
        await store.put(key, marker);
        return { marker, moved: true };
      });
    },
  };
}

/** What `history.read` is asked for. */
export interface ReadInput {
  readonly room: string;
  readonly position: Position;
}

/** `history.read`: sets the caller's read marker and notifies the user's other sessions. */
export const read = (host: PluginHost, markers: ReadMarkers): Command<ReadInput> => ({
  name: 'history.read',
  summary: 'Keeps how far you have read.',
  parse(fields) {
    const place = positionOf(fields);
    if (place === undefined) throw bad('offset', 'a place, together with epoch');
    return { room: text(fields, 'room', 1_000), position: place };
  },
  async run({ room: wanted, position: place }, session) {
    const room = roomHere(session, wanted);
    const user = userOf(session);
    const { entries } = await host.chat.archive.read(room, { limit: 1 });
    const end = entries[0]?.position;
    if (end === undefined || end.epoch !== place.epoch || end.offset < place.offset) {
      return refuse('HISTORY_NO_SUCH_PLACE', 'There is no such place in that room.');
    }
    const { marker, moved } = await markers.move(user.id, { room, ...place, at: host.clock.now() });
    const { epoch, offset } = marker;
    for (const other of moved ? (session.user?.sessions ?? []) : []) {
      if (other !== session) other.send({ type: 'read', room, epoch, offset });
    }
    return { room, epoch, offset };
  },
});
