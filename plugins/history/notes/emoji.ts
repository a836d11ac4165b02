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
