import type { Clock, Json, Store } from '../../../core/index.js';
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
  /** Forgets all of a room. */
  forget(state: RoomState): Promise<void>;
}

const PAGE = 500;

/** Keeps rooms in a store. @param now The present, in milliseconds since the Unix epoch. */
export function createRecords(store: Store, now: Clock['now']): Records {
  async function head(state: RoomState, change: Partial<Head>): Promise<void> {
    const fresh: Head = { room: state.room, slow: 0, access: 'open', lists: false };
    const next = { ...(state.head ?? fresh), ...change };
    await store.put(headKey(state.room), asJson(next));
    state.head = next;
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
    const over = entries.filter(([, entry]) => isOver(entry, now()));
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
      if (state.head?.lists !== true) return state;
      const entries: { list: keyof Lists; entry: Lists[keyof Lists] }[] = [];
      for await (const { key, value } of entriesOf(room)) {
        entries.push({ list: listIn(room, key), entry: value as unknown as Lists[keyof Lists] });
      }
      entries.sort((one, other) => one.entry.at - other.entry.at);
      for (const { list, entry } of entries) listOf(state, list).set(idOf(entry), entry);
      for (const list of ['ban', 'mute', 'invite'] as const) await tidy(state, list);
      return state;
    },
    head,
    async put(state, list, id, entry) {
      if (state.head?.lists !== true) await head(state, { lists: true });
      await store.put(entryKey(state.room, list, id), asJson(entry));
      listOf(state, list).set(id, entry);
    },
    drop,
    tidy,
    async forget(state) {
      const keys: string[] = [];
      if (state.head?.lists === true) for await (const { key } of entriesOf(state.room)) keys.push(key);
      for (const key of keys) await store.delete(key);
      await store.delete(headKey(state.room));
      for (const list of Object.values(state.lists)) {
        for (const entry of [...list.values()]) list.delete(idOf(entry));
      }
      state.head = undefined;
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
