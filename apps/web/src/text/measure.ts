/** Texts with more emoji are not enlarged. */
const MAX_EMOJI = 6;

// Built from a string because the compile target lacks the `v` flag; old browsers only miss enlarged emoji.
const EMOJI_ONLY = emojiOnly();

function emojiOnly(): RegExp | undefined {
  try {
    return new RegExp(`^(?:\\s*\\p{RGI_Emoji}){1,${MAX_EMOJI}}\\s*$`, 'v');
  } catch {
    return undefined;
  }
}

/** Checks whether a text consists of a few emoji only. */
export function isEmojiOnly(text: string): boolean {
  return text.length <= 80 && EMOJI_ONLY !== undefined && EMOJI_ONLY.test(text);
}

/** Characters without a visible form: spaces, fillers, joiners, variation selectors, format and control characters. */
const INVISIBLE = /[\s\p{C}\p{Default_Ignorable_Code_Point}\u2800]/gu;

/** Combining marks without a base character. */
const MARK_ALONE = /^\p{M}+$/u;

/**
 * Trims trailing white space for sending; leading white space stays because code is indented.
 *
 * @returns `''` if nothing visible remains
 */
export function sendable(text: string): string {
  const seen = text.replace(INVISIBLE, '');
  return seen === '' || MARK_ALONE.test(seen) ? '' : text.replace(/\s+$/u, '');
}

/** Limits of a message text. */
export interface TextLimits {
  /** In Unicode code points. */
  readonly characters: number;
  /** In UTF-8 bytes. */
  readonly bytes: number;
}

/** Remaining space of a text. */
export interface TextSpace {
  /** Characters that still fit; negative if the text is too long. */
  readonly left: number;
  /** Whether at least 80 % of a limit is used. */
  readonly near: boolean;
}

const encoder = new TextEncoder();

/** Computes how much more can be typed. The limit that is used up further counts. */
export function remainingSpace(text: string, limits: TextLimits): TextSpace {
  const characters = [...text].length;
  const bytes = encoder.encode(text).length;
  const used = Math.max(characters / limits.characters, bytes / limits.bytes);
  const byBytes = Math.floor((limits.bytes - bytes) / Math.max(1, bytes / Math.max(1, characters)));
  return { left: Math.min(limits.characters - characters, byBytes), near: used >= 0.8 };
}

/** Longer messages are collapsed. */
export const FOLDED_LINES = 20;

/** Approximate characters per line on a wide screen. */
const PER_LINE = 100;

/** Checks whether a text is long enough to be collapsed. */
export function isTall(text: string): boolean {
  let lines = 0;
  for (const line of text.split('\n')) {
    lines += Math.max(1, Math.ceil(line.length / PER_LINE));
    if (lines > FOLDED_LINES) return true;
  }
  return false;
}
