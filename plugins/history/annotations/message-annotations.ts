import type { Author } from '../../../core/index.js';
import { sameForm } from './annotation.js';

/** Maximum edits per message. Their offsets are stored, so that deleting the message erases them all. */
export const MOST_EDITS = 500;
/** Maximum distinct emoji per message. */
export const MOST_EMOJI = 20;
/** Maximum number of named users per reaction. */
export const MOST_NAMED = 10;
/** Size limit of stored annotations in bytes of JSON, below the limit of stores. */
const MOST_BYTES = 60_000;

/** Those who reacted to a message with one emoji. */
export type Reaction = {
  /** As it was written first. */
  readonly emoji: string;
  readonly count: number;
  /** Those who came first; fewer than there are names for where some of them have gone. */
  readonly by: readonly { readonly id: string; readonly nick: string }[];
};

/** A reaction that was added or removed. */
export type Change = {
  readonly emoji: string;
  readonly id: string;
  /** What they were called; absent: they have taken it back. */
  readonly nick?: string;
};

/** What the log says of one message further on. JSON, as it is kept. */
export type MessageAnnotations = {
  /** The last entry of the log that is in it. What comes again after a crash is known by it. */
  readonly upTo: number;
  /** `hidden`: an annotation that was erased, and was never a message to be shown. */
  readonly state: 'shown' | 'deleted' | 'hidden';
  /** Where its edits stand, in order. */
  readonly edits: readonly number[];
  /** In the order in which they came. */
  readonly reactions: readonly Reaction[];
  /** The reactions that came last: who has reacted is written after the note, and after a crash from here. */
  readonly changes: readonly Change[];
};

/** Of a message of which nothing is known yet. */
export const noAnnotations: MessageAnnotations = { upTo: 0, state: 'shown', edits: [], reactions: [], changes: [] };

/** Of an annotation that was erased. */
export const hiddenAnnotations: MessageAnnotations = { ...noAnnotations, state: 'hidden' };

/** Of a message that is gone. */
export function withDeletion(note: MessageAnnotations): MessageAnnotations {
  return { ...noAnnotations, upTo: note.upTo, state: 'deleted' };
}

/** With one more edit; `undefined` where it does not count. */
export function withEdit(note: MessageAnnotations, offset: number): MessageAnnotations | undefined {
  if (note.state !== 'shown' || note.edits.length >= MOST_EDITS) return undefined;
  return { ...note, edits: [...note.edits, offset] };
}

/** The reaction with that emoji, in whichever form. */
export function reactionWith(note: MessageAnnotations, emoji: string): Reaction | undefined {
  return note.reactions.find((reaction) => sameForm(reaction.emoji) === sameForm(emoji));
}

/**
 * With one more reaction or one fewer; `undefined` where it does not count.
 * @param on Whether the reaction is added or removed.
 */
export function withReaction(
  note: MessageAnnotations,
  emoji: string,
  { id, nick }: Author,
  on: boolean,
): MessageAnnotations | undefined {
  if (note.state !== 'shown') return undefined;
  const known = reactionWith(note, emoji);
  if (known === undefined && (!on || note.reactions.length >= MOST_EMOJI)) return undefined;
  const { count, by } = known ?? { count: 0, by: [] };
  const others = by.filter((other) => other.id !== id);
  const changed: Reaction = {
    emoji: known?.emoji ?? emoji,
    count: on ? count + 1 : count - 1,
    by: on && others.length < MOST_NAMED ? [...others, { id, nick }] : others,
  };
  const reactions =
    known === undefined
      ? [...note.reactions, changed]
      : note.reactions.map((reaction) => (reaction === known ? changed : reaction));
  return {
    ...note,
    reactions: reactions.filter((reaction) => reaction.count > 0),
    changes: [...note.changes, { emoji, id, ...(on ? { nick } : {}) }],
  };
}

/** The note, without what can be done without where it is too large to be kept: the names first. */
export function fitting(note: MessageAnnotations): MessageAnnotations {
  const unnamed = { ...note, reactions: note.reactions.map((reaction) => ({ ...reaction, by: [] })) };
  const smaller = [note, unnamed].find((other) => Buffer.byteLength(JSON.stringify(other)) <= MOST_BYTES);
  return smaller ?? { ...unnamed, changes: [] };
}
