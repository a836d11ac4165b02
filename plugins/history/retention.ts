import type { Archive, PluginHost } from '../../core/index.js';
import { deleteAnnotations, keys, pruneAnnotations } from './annotations/keys.js';
import type { FoldPosition } from './annotations/room-state.js';
import type { ReadMarker } from './markers/read-markers.js';
import type { Settings } from './options.js';
import type { HistoryContext } from './reading/annotated-entry.js';

const DAY_MS = 86_400_000;
/** A read marker that was not moved for this long is deleted: most belong to guests who never return. */
const MARKER_MS = 180 * DAY_MS;
/** Rooms or keys per step. */
const STEP = 200;

/** When a run takes place, and what it may drop. */
export interface RetentionRun {
  /** The time by which something is old, in milliseconds since the epoch. */
  readonly now: number;
  /** Whether things may be dropped by their age: the clock can be trusted. */
  readonly byAge: boolean;
}

/** Drops what is not to be kept of each room, then what was kept beside it. */
export async function runRetention(
  host: PluginHost,
  sources: HistoryContext,
  keepIn: Settings['keepIn'],
  run: RetentionRun,
): Promise<void> {
  const dropped = await prune(host, keepIn, run);
  if (dropped > 0) host.emit('counted', { plugin: 'history', what: 'pruned', amount: dropped });
  await pruneOldAnnotations(host, sources);
  if (run.byAge) await pruneMarkers(host, run.now);
}

async function prune(
  { chat: { archive } }: PluginHost,
  keepIn: Settings['keepIn'],
  { now, byAge }: RetentionRun,
): Promise<number> {
  let dropped = 0;
  let after: string | undefined = '';
  while (after !== undefined) {
    const rooms: readonly string[] = await archive.rooms({ after, limit: STEP });
    for (const room of rooms) {
      const { days: kept, entries } = keepIn(room) ?? {};
      const days = byAge ? kept : undefined;
      if (days === undefined && entries === undefined) continue;
      const since = days === undefined ? {} : { since: now - days * DAY_MS };
      dropped += await archive.prune(room, { ...since, ...(entries === undefined ? {} : { entries }) });
    }
    after = rooms.length < STEP ? undefined : rooms.at(-1);
  }
  return dropped;
}

/** Forgets what is known of messages that are not kept any more. */
async function pruneOldAnnotations(
  { store, chat: { archive } }: PluginHost,
  { annotations }: HistoryContext,
): Promise<void> {
  let after = '';
  for (let full = true; full; ) {
    const rows = await store.list({ prefix: keys.marks, after, limit: STEP });
    for (const { value } of rows) {
      const { room, epoch } = value as FoldPosition;
      await annotations.lock(room, async () => {
        const oldest = await oldestIn(archive, room, epoch);
        if (oldest !== undefined) return pruneAnnotations(store, room, oldest);
        await deleteAnnotations(store, room);
        await store.delete(keys.mark(room));
      });
    }
    after = rows.at(-1)?.key ?? after;
    full = rows.length === STEP;
  }
}

/** Deletes read markers that no longer matter or were not moved for a long time. */
async function pruneMarkers({ store, chat: { archive } }: PluginHost, now: number): Promise<void> {
  const known = new Map<string, Promise<number | undefined>>();
  function oldest({ room, epoch }: ReadMarker): Promise<number | undefined> {
    const key = JSON.stringify([room, epoch]);
    const found = known.get(key) ?? oldestIn(archive, room, epoch);
    known.set(key, found);
    return found;
  }
  let after = '';
  for (let full = true; full; ) {
    const rows = await store.list({ prefix: keys.allSeen, after, limit: STEP });
    for (const { key, value } of rows) {
      const marker = value as ReadMarker;
      // Before everything that is kept it says no more than none.
      const isVain = ((await oldest(marker)) ?? Number.POSITIVE_INFINITY) > marker.offset;
      if (isVain || marker.at < now - MARKER_MS) await store.delete(key);
    }
    after = rows.at(-1)?.key ?? after;
    full = rows.length === STEP;
  }
}

/** The first offset that is kept of a room's log; `undefined` where none is of that life. */
async function oldestIn(archive: Archive, room: string, epoch: string): Promise<number | undefined> {
  const { entries } = await archive.read(room, { after: { epoch, offset: 0 }, limit: 1 });
  const [first] = entries;
  return first?.position.epoch === epoch ? first.position.offset : undefined;
}
