/** How long a text may be. */
export interface TextLimits {
  /** Unicode code points. */
  readonly characters: number;
  /** Bytes of UTF-8. */
  readonly bytes: number;
}

/** How much of a limit a text leaves. */
export interface TextSpace {
  /** Characters that still fit; below 0, characters too many. */
  readonly left: number;
  /** Whether so little is left that it is worth saying. */
  readonly near: boolean;
}

const encoder = new TextEncoder();

/**
 * How much more can be written.
 *
 * @param text   what is written so far
 * @param limits both hold; whichever is used up further counts
 */
export function remainingSpace(text: string, limits: TextLimits): TextSpace {
  const characters = [...text].length;
  const bytes = encoder.encode(text).length;
  const used = Math.max(characters / limits.characters, bytes / limits.bytes);
  const byBytes = Math.floor((limits.bytes - bytes) / Math.max(1, bytes / Math.max(1, characters)));
  return { left: Math.min(limits.characters - characters, byBytes), near: used >= 0.8 };
}
