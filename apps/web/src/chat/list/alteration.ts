import { isJsonObject, readOptionalPosition, readPosition } from '../fields.js';
import type { Position, User } from '../item.js';

/** What somebody did to a message that had been said before. */
export type MessageEdit = {
  /** Where it stands in the log itself. */
  readonly place: Position;
  /** The message that it is about. */
  readonly target: Position;
  readonly at: number;
  readonly by: User;
} & (
  | { readonly what: 'edit'; readonly text: string }
  /** `edits`: the offsets of the message's own edits, which are erased with it. */
  | { readonly what: 'delete'; readonly edits: readonly number[] }
  | { readonly what: 'reaction'; readonly emoji: string; readonly on: boolean }
);

/** Kinds of messages that are no rows of their own. */
export const isEditKind = (kind: string): boolean => kind === 'edit' || kind === 'delete' || kind === 'reaction';

/** What is read of an event of such a kind. */
interface EditSource {
  readonly kind: string;
  readonly text: string;
  readonly at: number;
  readonly from: User;
  readonly data?: unknown;
}

const readOffsets = (value: unknown): readonly number[] =>
  Array.isArray(value) ? value.filter((offset): offset is number => Number.isSafeInteger(offset)).slice(0, 1_000) : [];

/** Reads an alteration from a message; `undefined` for one that makes no sense. */
export function parseEdit({ kind, text, at, from, data }: EditSource, place: Position): MessageEdit | undefined {
  if (!isJsonObject(data)) return undefined;
  const target = readOptionalPosition(data.target) ?? readPosition(data);
  if (target === undefined) return undefined;
  const head = { place, target, at, by: from };
  if (kind === 'edit') return { ...head, what: 'edit', text };
  if (kind === 'delete') return { ...head, what: 'delete', edits: readOffsets(data.edits) };
  const on = data.on !== false;
  const emoji = on ? text : text.replace(/^-/, '');
  return emoji === '' ? undefined : { ...head, what: 'reaction', emoji, on };
}
