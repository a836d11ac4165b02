import {
  type Author,
  type Entry,
  isJsonObject,
  type Json,
  type JsonObject,
  type Position,
} from '../../../core/index.js';

/** An entry of the log that says something about an earlier one. */
export type Annotation = {
  /** Where it stands itself. */
  readonly offset: number;
  /** Where the message stands that it is about. */
  readonly target: number;
  /**
   * The id that the message there must have: the log has had another epoch since, or is another log. `undefined`: it was written
   * in this epoch.
   */
  readonly targetId: string | undefined;
  /** Whose doing it is. */
  readonly from: Author;
} & (
  | { readonly kind: 'edit' }
  | {
      readonly kind: 'delete';
      /** Where edits stand that are erased with the message. */
      readonly edits: readonly number[];
    }
  | { readonly kind: 'reaction'; readonly emoji: string; readonly on: boolean }
);

const kinds: ReadonlySet<string> = new Set(['edit', 'delete', 'reaction']);

/** What stands before the emoji in the text of a reaction that is taken back. */
const BACK = '-';

/** Whether an entry of that kind is folded into another one instead of being shown. */
export function isAnnotation(kind: string): boolean {
  return kinds.has(kind);
}

/** What goes beside the text of an annotation. */
export function annotationData(target: Position, id: string, more: JsonObject = {}): JsonObject {
  return { target: { epoch: target.epoch, offset: target.offset }, id, ...more };
}

/** Formats the text of a reaction, as gates and clients see it. */
export function reactionText(emoji: string, on: boolean): string {
  return on ? emoji : BACK + emoji;
}

/** An entry as an annotation; `undefined` where it is none, or makes no sense. */
export function annotationOf({ position, message }: Entry): Annotation | undefined {
  const { kind, data, text, from } = message;
  if (!isAnnotation(kind) || !isJsonObject(data)) return undefined;
  const target = placeIn(data.target, position);
  if (target === undefined) return undefined;
  const isOfEpoch = isJsonObject(data.target) && data.target.epoch === position.epoch;
  const targetId = isOfEpoch ? undefined : String(data.id);
  const placed = { offset: position.offset, target, targetId, from: { id: from.id, nick: from.nick } };
  if (kind === 'edit') return { kind, ...placed };
  if (kind === 'delete') return { kind, ...placed, edits: placesIn(data.edits, position.offset) };
  const on = data.on === true;
  const emoji = on ? text : text.slice(BACK.length);
  // A gate may have made something else of it.
  return isEmoji(emoji) ? { kind: 'reaction', ...placed, emoji, on } : undefined;
}

/** The offset of an earlier place. */
function placeIn(target: Json | undefined, { offset }: Position): number | undefined {
  if (!isJsonObject(target)) return undefined;
  const [earlier] = placesIn([target.offset ?? null], offset);
  return earlier;
}

function placesIn(list: Json | undefined, before: number): readonly number[] {
  if (!Array.isArray(list)) return [];
  return list.filter((offset): offset is number => Number.isSafeInteger(offset) && offset >= 1 && offset < before);
}

/** The longest emoji of Unicode 16 takes 35 bytes. */
const MOST_BYTES = 40;

const NAMED = /^:[a-z0-9_+-]{1,30}:$/;
// A picture, a flag or a key first; then only what belongs to emoji, so that no text and no heap of accents passes for one.
const PICTURE =
  /^(?:\p{Extended_Pictographic}|\p{Regional_Indicator}{2}|[0-9#*]\uFE0F?\u20E3)(?:\p{Extended_Pictographic}|\p{Emoji_Modifier}|\u200D|\uFE0F|[\u{E0020}-\u{E007F}])*$/u;

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** Whether a text is what one can react with: one emoji, or a name of one, `:tada:`. */
export function isEmoji(text: string): boolean {
  if (NAMED.test(text)) return true;
  if (text.length > MOST_BYTES || Buffer.byteLength(text) > MOST_BYTES || !PICTURE.test(text)) return false;
  return [...graphemes.segment(text)].length === 1;
}

/** Two emoji that look alike are the same: some clients ask for the coloured form (U+FE0F), others do not. */
export function sameForm(emoji: string): string {
  return emoji.replaceAll('\uFE0F', '');
}
