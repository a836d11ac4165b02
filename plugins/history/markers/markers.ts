import type { Archive, Store } from '../../../core/index.js';
import { keys } from '../notes/keys.js';
import { lanesOf } from '../notes/lanes.js';

/** How far somebody has read a room. JSON, as it is kept. */
export type Marker = {
  readonly room: string;
  readonly epoch: string;
  /** The last place that was read. */
  readonly offset: number;
  /** When it was set: milliseconds since the Unix epoch. */
  readonly at: number;
};

/** How far people have read, in the store. */
export interface Markers {
  /** `undefined`: nothing is known. */
  of(user: string, room: string): Promise<Marker | undefined>;
  /** Moves a marker, never back within one life of the log. Resolves to where it is now, and whether it was moved. */
  move(user: string, marker: Marker): Promise<{ readonly marker: Marker; readonly moved: boolean }>;
}

/** The markers in a store. */
export function createMarkers(store: Store, archive: Archive): Markers {
  const inLane = lanesOf(archive);
  const of = async (user: string, room: string) => (await store.get(keys.seen(user, room))) as Marker | undefined;
  return {
    of,
    move(user, marker) {
      const key = keys.seen(user, marker.room);
      // Two sessions of one user may read at once: the later place must win.
      return inLane(key, async () => {
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
