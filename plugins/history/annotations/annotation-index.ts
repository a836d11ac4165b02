import {
  type Archive,
  type Author,
  ChatError,
  type Clock,
  type Entry,
  type Position,
  type Refusal,
  refuse,
  type Store,
  sharedKeyedMutex,
} from '../../../core/index.js';
import { sameForm } from './annotation.js';
import { foldEntries } from './folding.js';
import { deleteAnnotations, keys, pruneAnnotations } from './keys.js';
import type { MessageAnnotations } from './message-annotations.js';
import {
  createErasureCounter,
  createOverlay,
  createRoomStates,
  type ErasureCounter,
  type FoldPosition,
  type RoomState,
} from './room-state.js';

/** Entries folded per page. */
const PAGE = 100;
/** Maximum pages per request; beyond it the client must retry. */
const MOST_PAGES = 50;
/** Entries without annotations between two stored positions: after a restart they are read again. */
const MARK_EVERY = 1_000;
/** Annotations between two prunings of deleted messages. */
const SWEEP_EVERY = 200;

/** Rooms that are read while nothing can be written: of more than that the first are put in order anew when they are asked for. */
const MOST_OVERLAYS = 100;

/** What a store throws that cannot be written, and may well be read. */
const unwritable: ReadonlySet<string> = new Set(['CHAT_BROKER_FAILED', 'CHAT_DISK_FULL', 'CHAT_STORE_FULL']);

const before: Position = { epoch: '', offset: 0 };

/**
 * What later entries of the logs say of earlier ones, kept in the store beside the logs: edits, deletions, reactions. It
 * is caught up with the log before each reading, and is the same whatever it was cut off in.
 */
export interface AnnotationIndex {
  /**
   * Takes in what a room's log has brought since.
   * @returns The last place that is taken in; `undefined` where the log keeps nothing; a refusal `HISTORY_BEHIND` where
   *   there is too much to be taken in at once: it goes on by itself.
   * @throws ChatError What the broker and the store throw.
   */
  fold(room: string): Promise<Position | undefined | Refusal>;
  /** Returns the annotations of messages by offset; messages without annotations are absent. */
  annotations(room: string, offsets: readonly number[]): Promise<ReadonlyMap<number, MessageAnnotations>>;
  /** Whether a user has reacted to a message. */
  hasReacted(room: string, offset: number, emoji: string, user: string): Promise<boolean>;
  /** Some of those who have reacted to a message. */
  reactors(room: string, offset: number, emoji: string, limit: number): Promise<readonly Author[]>;
  /** Changes a room's notes while nothing else does. */
  lock<T>(room: string, work: () => Promise<T>): Promise<T>;
  /** What was erased. */
  readonly erasures: ErasureCounter;
}

/** What a annotations stands on. */
export interface AnnotationIndexOptions {
  readonly store: Store;
  readonly archive: Archive;
  readonly clock: Pick<Clock, 'turn'>;
  /** Runs something in a while. */
  later(run: () => Promise<void>): void;
}

/** The annotations of some logs. */
export function createAnnotationIndex({ store, archive, clock, later }: AnnotationIndexOptions): AnnotationIndex {
  const mutex = sharedKeyedMutex(archive);
  const waiting = new Map<string, Promise<Position | undefined | Refusal>>();
  const behind = new Set<string>();
  let isCatchingUp = false;
  const erasures = createErasureCounter();
  const overlays = new Map<string, Store>();
  const states = createRoomStates(async (room) => {
    const value = (await store.get(keys.mark(room))) as FoldPosition | undefined;
    const mark = value && { epoch: value.epoch, offset: value.offset };
    return { mark, kept: mark, recover: true, unswept: 0 };
  });

  async function foldNow(room: string): Promise<Position | undefined | Refusal> {
    try {
      const state = await states.of(room);
      for (let pages = 0; pages < MOST_PAGES; pages++) {
        const { entries, more, gap } = await archive.read(room, { after: state.mark ?? before, limit: PAGE });
        const [first] = entries;
        if (first === undefined) {
          overlays.delete(room);
          return gap ? undefined : state.mark;
        }
        await take(room, state, first, entries);
        if (!more) return ended(room, state);
        // A log in memory answers at once: others want to be served meanwhile.
        await new Promise<void>((resolve) => clock.turn(resolve));
      }
      behind.add(room);
      if (!isCatchingUp) later(catchUp);
      isCatchingUp = true;
      return refuse('HISTORY_BEHIND', 'The history is being put in order. Ask again in a moment.', { retryMs: 2_000 });
    } catch (error) {
      states.forget(room);
      if (!isUnwritable(error)) throw error;
      return foldInMemory(room);
    }
  }

  /** For reading while nothing can be written: what is taken in stays in memory, and is taken in anew when it can be kept. */
  async function foldInMemory(room: string): Promise<Position | undefined | Refusal> {
    const overlay = createOverlay(store);
    const reading: Archive = { ...archive, erase: async () => 0 };
    let mark = (await states.of(room)).mark;
    states.forget(room);
    for (let pages = 0; pages < MOST_PAGES; pages++) {
      const { entries, more, gap } = await archive.read(room, { after: mark ?? before, limit: PAGE });
      const [first, last] = [entries[0], entries.at(-1)];
      if (first === undefined || last === undefined) return gap ? undefined : mark;
      const { epoch, offset } = first.position;
      if (mark !== undefined && (mark.epoch !== epoch || mark.offset >= offset)) await deleteAnnotations(overlay, room);
      await foldEntries(entries, { store: overlay, archive: reading, room, recover: true });
      mark = last.position;
      if (!more) {
        keepOverlay(room, overlay);
        return mark;
      }
      await new Promise<void>((resolve) => clock.turn(resolve));
    }
    return refuse(
      'HISTORY_BEHIND',
      'The history cannot be put in order while the server cannot write. Ask again later.',
      {
        retryMs: 30_000,
      },
    );
  }

  function keepOverlay(room: string, overlay: Store): void {
    overlays.delete(room);
    overlays.set(room, overlay);
    const [longest] = overlays.keys();
    if (overlays.size > MOST_OVERLAYS && longest !== undefined) overlays.delete(longest);
  }

  const readable = (room: string): Store => overlays.get(room) ?? store;

  async function take(room: string, state: RoomState, first: Entry, entries: readonly Entry[]): Promise<void> {
    const { epoch, offset } = first.position;
    const isNew = state.mark !== undefined && (state.mark.epoch !== epoch || state.mark.offset >= offset);
    if (isNew) await deleteAnnotations(store, room);
    // Notes without a mark would never be found again when their room is no more.
    if (state.kept?.epoch !== epoch || isNew) await keepMark(room, state, { epoch, offset: offset - 1 });
    const folded = await foldEntries(entries, { store, archive, room, recover: state.recover });
    state.mark = entries.at(-1)?.position ?? state.mark;
    state.unswept += folded.annotations;
    if (folded.erased > 0) erasures.add(room);
    const unmarked = (state.mark?.offset ?? 0) - (state.kept?.offset ?? 0);
    if (state.mark !== undefined && (folded.annotations > 0 || unmarked >= MARK_EVERY)) {
      await keepMark(room, state, state.mark);
    }
  }

  async function keepMark(room: string, state: RoomState, mark: Position): Promise<void> {
    await store.put(keys.mark(room), { room, epoch: mark.epoch, offset: mark.offset });
    state.kept = mark;
  }

  async function ended(room: string, state: RoomState): Promise<Position | undefined> {
    state.recover = false;
    overlays.delete(room);
    if (state.unswept < SWEEP_EVERY || state.mark === undefined) return state.mark;
    const oldest = await archive.read(room, { after: { epoch: state.mark.epoch, offset: 0 }, limit: 1 });
    await pruneAnnotations(store, room, oldest.entries[0]?.position.offset ?? state.mark.offset);
    state.unswept = 0;
    return state.mark;
  }

  async function catchUp(): Promise<void> {
    try {
      for (const room of behind) {
        behind.delete(room);
        // Comes back into the set, to be looked at again, where it is still behind.
        await fold(room);
      }
    } finally {
      isCatchingUp = false;
    }
  }

  function fold(room: string): Promise<Position | undefined | Refusal> {
    // Callers that ask before the fold begins share its result.
    const shared = waiting.get(room);
    if (shared !== undefined) return shared;
    const done = mutex(room, () => {
      waiting.delete(room);
      return foldNow(room);
    });
    waiting.set(room, done);
    return done;
  }

  return {
    fold,
    async annotations(room, offsets) {
      const found = new Map<number, MessageAnnotations>();
      const reading = offsets.map(async (offset) => {
        const note = (await readable(room).get(keys.note(room, offset))) as MessageAnnotations | undefined;
        if (note !== undefined) found.set(offset, note);
      });
      await Promise.all(reading);
      return found;
    },
    async hasReacted(room, offset, emoji, user) {
      return (await readable(room).get(keys.reactor(room, offset, sameForm(emoji), user))) !== undefined;
    },
    async reactors(room, offset, emoji, limit) {
      const rows = await readable(room).list({ prefix: keys.reactorsTo(room, offset, sameForm(emoji)), limit });
      return rows.map(({ value }) => value as unknown as Author);
    },
    lock: (room, work) =>
      // It may be cut off, too: what is remembered is found out again.
      mutex(room, () => work().finally(() => states.forget(room))),
    erasures,
  };
}

function isUnwritable(error: unknown): boolean {
  return error instanceof ChatError && unwritable.has(error.code);
}
