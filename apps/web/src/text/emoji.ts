/** More of them than this are a text of their own, and no larger than others. */
const MAX_EMOJI = 6;

// As a string: the compiler's target has no such flag yet, and browsers that are too old only see no larger emoji.
const EMOJI_ONLY = emojiOnly();

function emojiOnly(): RegExp | undefined {
  try {
    return new RegExp(`^(?:\\s*\\p{RGI_Emoji}){1,${MAX_EMOJI}}\\s*$`, 'v');
  } catch {
    return undefined;
  }
}

/** Whether a text is nothing but a few emoji. */
export function isEmojiOnly(text: string): boolean {
  return text.length <= 80 && EMOJI_ONLY !== undefined && EMOJI_ONLY.test(text);
}
