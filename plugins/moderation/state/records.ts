import { type Clock, type Json, retentionTime, type Store } from '../../../core/index.js';
import type { Head, Lists } from './entries.js';
import { entriesPrefix, entryKey, headKey, listIn } from './keys.js';
import { emptyState, listOf, type RoomState } from './room-state.js';
import { isOver } from './sanctions.js';

/** What is kept of the rooms. Everything is kept first, and then known. @throws what the store throws. */
export interface Records {
  /** All that is kept of a room. What is over is left out, and forgotten. */
  load(room: string): Promise<RoomState>;
  /** Changes what is kept besides the lists. */
  head(state: RoomState, change: Partial<Omit<Head, 'room' | 'lists'>>): Promise<void>;
  /** Puts an entry into a list, in the place of one with the same id. */
  put<K extends keyof Lists>(state: RoomState, list: K, id: string, entry: Lists[K]): Promise<void>;
  /** Takes entries out of a list; nothing happens where there are none. */
  drop(state: RoomState, list: keyof Lists, ids: readonly string[]): Promise<void>;
  /** Takes out of a list what is over. */
  tidy(state: RoomState, list: keyof Lists): Promise<void>;
  /** Returns when an owner was seen to leave, by the monotonic clock. */
  awaySince(head: Pick<Head, 'left'>): number | undefined;
  /** Forgets all of a room. */
  forget(state: RoomState): Promise<void>;
}

const PAGE = 500;

/**
 * Keeps rooms in a store. Times are kept by the wall clock, and measured by the monotonic one from the moment when they are known:
 * nothing lasts longer than it was given, and a wall clock that is set ends nothing early.
 * @param lastSerial The serial of the user who was first seen last.
 */
export function createRecords(
  store: Store,
  clock: Pick<Clock, 'now' | 'monotonic'>,
  lastSerial: () => number,
): Records {
  const wall = retentionTime(clock);

  function timed<E extends Lists[keyof Lists]>(entry: E, left: (until: number) => number): E {
    const endsAt = 'until' in entry && entry.until !== undefined ? clock.monotonic() + left(entry.until) : undefined;
    return endsAt === undefined ? entry : { ...entry, endsAt };
  }

  /** An entry of an earlier process, or of a room that was put out of memory. */
  function read<E extends Lists[keyof Lists]>(entry: E): E {
    return timed(entry, (until) => Math.min(until - wall(), until - entry.at));
  }

  function awaySince({ left }: Pick<Head, 'left'>): number | undefined {
    return left === undefined ? undefined : clock.monotonic() - Math.max(0, wall() - left);
  }

  async function head(state: RoomState, change: Partial<Head>): Promise<void> {
    const fresh: Head = { room: state.room, slow: 0, access: 'open', lists: false };
    const next = { ...(state.head ?? fresh), ...change };
    await store.put(headKey(state.room), asJson(next));
    state.head = next;
    if ('left' in change) state.leftAt = change.left === undefined ? undefined : clock.monotonic();
  }

  async function drop(state: RoomState, list: keyof Lists, ids: readonly string[]): Promise<void> {
    for (const id of ids) {
      await store.delete(entryKey(state.room, list, id));
      state.lists[list].delete(id);
    }
  }

  async function tidy(state: RoomState, list: keyof Lists): Promise<void> {
    const entries: readonly (readonly [string, object])[] = [...state.lists[list].values()].map((entry) => [
      idOf(entry),
      entry,
    ]);
    const over = entries.filter(([, entry]) => isOver(entry, clock.monotonic()));
    await drop(
      state,
      list,
      over.map(([id]) => id),
    );
  }

  /** Entries under their keys, page by page. */
  async function* entriesOf(room: string) {
    const prefix = entriesPrefix(room);
    let after: string | undefined;
    for (let more = true; more; ) {
      const page = await store.list({ prefix, limit: PAGE, ...(after === undefined ? {} : { after }) });
      yield* page;
      after = page.at(-1)?.key;
      more = page.length === PAGE;
    }
  }

  return {
    async load(room) {
      const state = emptyState(room);
      // These keys are the plugin's own: what is under them was put there by it.
      state.head = (await store.get(headKey(room))) as unknown as Head | undefined;
      state.leftAt = state.head === undefined ? undefined : awaySince(state.head);
      if (state.head?.lists !== true) return state;
      const entries: { list: keyof Lists; entry: Lists[keyof Lists] }[] = [];
      for await (const { key, value } of entriesOf(room)) {
        entries.push({ list: listIn(room, key), entry: value as unknown as Lists[keyof Lists] });
      }
      entries.sort((one, other) => one.entry.at - other.entry.at);
      for (const { list, entry } of entries) listOf(state, list).set(idOf(entry), read(entry));
      for (const list of ['ban', 'mute', 'invite'] as const) await tidy(state, list);
      return state;
    },
    head,
    async put(state, list, id, entry) {
      if (state.head?.lists !== true) await head(state, { lists: true });
      await store.put(entryKey(state.room, list, id), asJson(entry));
      listOf(state, list).set(
        id,
        timed({ ...entry, lastSerial: lastSerial() }, (until) => until - entry.at),
      );
    },
    drop,
    tidy,
    awaySince,
    async forget(state) {
      const keys: string[] = [];
      if (state.head?.lists === true) for await (const { key } of entriesOf(state.room)) keys.push(key);
      for (const key of keys) await store.delete(key);
      await store.delete(headKey(state.room));
      for (const list of Object.values(state.lists)) {
        for (const entry of [...list.values()]) list.delete(idOf(entry));
      }
      state.head = undefined;
      state.leftAt = undefined;
    },
  };
}

/** Sanctions have an id; the others are one for each user. */
function idOf(entry: Lists[keyof Lists]): string {
  return 'id' in entry ? entry.id : entry.user;
}

/** Entries are plain data; fields that are undefined are not written. */
function asJson(entry: object): Json {
  return entry as unknown as Json;
}
