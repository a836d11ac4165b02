import type { Author, Store } from '../../../core/index.js';
import { sameForm } from './emoji.js';
import { keys } from './keys.js';
import { blank, fitting, hidden, type Note, withReaction } from './note.js';

/** A reaction that somebody may or may not have given. */
export interface ReactionPlace {
  readonly target: number;
  readonly emoji: string;
  readonly user: string;
}

/** Which notes to load, for which room. */
export interface LedgerParts {
  readonly store: Store;
  readonly room: string;
  readonly targets: readonly number[];
  readonly reactions: readonly ReactionPlace[];
  /** Whether the hub may have been cut off while it wrote: then what it did not come to write is written now. */
  readonly recover: boolean;
}

/** Notes of one room that are changed together. Nothing is written before {@link Ledger.commit}. */
export interface Ledger {
  /** A note that was loaded, or set since. */
  note(target: number): Note;
  /** Changes a note. */
  set(target: number, note: Note): void;
  /** From now on an annotation that is erased is not taken for a message. */
  hide(offset: number): void;
  /** Somebody reacts, or takes it back. Nothing happens where that is so already, or does not count. */
  react(target: number, emoji: string, from: Author, on: boolean, upTo: number): void;
  /** Writes what is to be hidden: before it is erased, since afterwards nobody could tell what it was. */
  keepHidden(): Promise<void>;
  /**
   * Writes the notes, then who has reacted. Cut off in between, it is gone on with from the notes by the next ledger that
   * recovers.
   */
  commit(): Promise<void>;
}

/** Loads the notes of some messages, and whether certain people have reacted to them. */
export async function openLedger({ store, room, targets, reactions, recover }: LedgerParts): Promise<Ledger> {
  const notes = new Map<number, Note>();
  const changed = new Set<number>();
  const unseen = new Set<number>();
  const reacted = new Map<string, boolean>();
  const writes = new Map<string, { readonly target: number; readonly from: Author | undefined }>();
  const keyOf = (target: number, emoji: string, user: string) => keys.reactor(room, target, sameForm(emoji), user);

  const loading = [...new Set(targets)].map(async (target) => {
    const kept = (await store.get(keys.note(room, target))) as Note | undefined;
    // What the last ledger has written is done with, unless it was cut off.
    notes.set(target, kept === undefined || recover ? (kept ?? blank) : { ...kept, changes: [] });
  });
  const asking = reactions.map(async ({ target, emoji, user }) => {
    const key = keyOf(target, emoji, user);
    if (!reacted.has(key)) reacted.set(key, (await store.get(key)) !== undefined);
  });
  await Promise.all([...loading, ...asking]);
  for (const [target, { changes }] of notes) {
    for (const { emoji, id, nick } of changes) write(target, emoji, id, nick);
  }

  /** @param nick Absent: they have not reacted any more. */
  function write(target: number, emoji: string, id: string, nick: string | undefined): void {
    const key = keyOf(target, emoji, id);
    reacted.set(key, nick !== undefined);
    writes.set(key, { target, from: nick === undefined ? undefined : { id, nick } });
  }

  function set(target: number, note: Note): void {
    notes.set(target, note);
    changed.add(target);
  }

  const isGone = (target: number): boolean => notes.get(target)?.state === 'deleted';

  async function forgetReactors(target: number): Promise<void> {
    const prefix = keys.reactorsTo(room, target);
    for (let rows = await next(); rows.length > 0; rows = await next()) {
      await Promise.all(rows.map(({ key }) => store.delete(key)));
    }
    function next() {
      return store.list({ prefix, limit: 500 });
    }
  }

  async function keep(targets: Iterable<number>): Promise<void> {
    const puts = [...targets].map((target) => store.put(keys.note(room, target), fitting(notes.get(target) ?? blank)));
    await Promise.all(puts);
  }

  return {
    note: (target) => notes.get(target) ?? blank,
    set,
    hide(offset) {
      notes.set(offset, hidden);
      unseen.add(offset);
    },
    async keepHidden() {
      await keep(unseen);
      unseen.clear();
    },
    react(target, emoji, from, on, upTo) {
      const key = keyOf(target, emoji, from.id);
      if ((reacted.get(key) ?? false) === on) return;
      const note = withReaction(notes.get(target) ?? blank, emoji, from, on);
      if (note === undefined) return;
      set(target, { ...note, upTo });
      write(target, emoji, from.id, on ? from.nick : undefined);
    },
    async commit() {
      // Nobody has reacted to what is gone; afterwards nobody would look for those who had.
      for (const target of changed) if (isGone(target)) await forgetReactors(target);
      await keep([...unseen, ...changed]);
      const puts = [...writes].map(async ([key, { target, from }]) => {
        if (from === undefined) await store.delete(key);
        else if (!isGone(target)) await store.put(key, { id: from.id, nick: from.nick });
      });
      await Promise.all(puts);
    },
  };
}
