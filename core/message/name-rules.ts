import { skeleton } from './skeleton.js';
import { hasInvisible } from './visible.js';

const emoji = '\\p{Extended_Pictographic}\\p{Emoji_Presentation}\\p{RI}';
const readable = new RegExp(`[\\p{L}\\p{N}${emoji}]`, 'u');
const startsReadable = new RegExp(`^(?!\\u30fc)[\\p{L}\\p{N}_${emoji}]`, 'u');
const endsReadable = new RegExp(`[\\p{L}\\p{N}\\p{M}_${emoji}]$`, 'u');
/** Emoji, and letters, that look like the signs that lines of a server begin with. */
const looksLikeSign = /^[-!*#@/:>[\u2733\u2734\u2747\u2753-\u2757\u2795\u2796\u3030]/u;
const colon = /[:\ua789]/u;
const beginsWithMark = /^\p{M}/u;
/** More accents on one letter than any language writes: two that fit every script, four of a script's own (UTS #39, 5.4). */
const stackedMarks = /(?:(?=\p{Script=Inherited})\p{M}){3}|[\p{Mn}\p{Me}]{5}/u;
/** How an emoji is shown: as a picture or as a text. */
const presentation = /(?<=[\p{Extended_Pictographic}\p{Emoji_Modifier}0-9#*])[\ufe0e\ufe0f]/gu;
/** A joiner between two emoji, which makes one of them. */
const emojiJoiner = /(?<=[\p{Extended_Pictographic}\p{Emoji_Modifier}])\u200d(?=\p{Extended_Pictographic})/gu;

/** Drops the selectors after emoji that say whether they are shown in colour: `❤️` and `❤` are one name. */
export function withoutPresentation(name: string): string {
  return name.replace(presentation, '');
}

/** Tells what makes a name unfit, to be read after "A nick "; `undefined`: nothing does. */
export function faultInName(name: string): string | undefined {
  if (hasInvisible(name.replace(emojiJoiner, ''))) {
    return 'has no spaces, no control characters and no characters that cannot be seen';
  }
  if (beginsWithMark.test(name)) return 'does not begin with an accent';
  if (stackedMarks.test(name)) return 'has at most two accents on one letter';
  if (!readable.test(name)) return 'has at least one letter, digit or emoji';
  return mixesScripts(name) ? 'does not mix letters of several scripts, such as Latin and Cyrillic' : undefined;
}

/**
 * Tells what makes a nick unfit beside that: on wires of plain text a line that begins with it must not pass for one of the
 * server's (`-- `, `! `, `* `, `[ann → bob] `), nor for another user's (`ann: `).
 */
export function faultInNick(nick: string): string | undefined {
  const fault = faultInName(nick);
  if (fault !== undefined) return fault;
  if (!startsReadable.test(nick) || looksLikeSign.test(skeleton(nick)))
    return 'begins with a letter, a digit, an emoji or _';
  if (!endsReadable.test(nick)) return 'ends with a letter, a digit, an emoji or _';
  return colon.test(skeleton(nick)) ? 'has no colon' : undefined;
}

/** Sets of scripts that one name may be written in (UTS #39, 5.2, highly restrictive), with Common and Inherited. */
const japanese = ['Latin', 'Han', 'Hiragana', 'Katakana'];
const chinese = ['Latin', 'Han', 'Bopomofo'];
const korean = ['Latin', 'Han', 'Hangul'];
/** Scripts in daily use that Latin may stand beside (moderately restrictive): all but Cyrillic and Greek. */
const besideLatin =
  `Arabic Armenian Bengali Devanagari Ethiopic Georgian Gujarati Gurmukhi Hebrew Kannada Khmer Lao Malayalam
  Myanmar Oriya Sinhala Tamil Telugu Thaana Thai Tibetan`.split(/\s+/);
/** Scripts that stand alone. */
const alone = 'Cyrillic Greek Cherokee Canadian_Aboriginal Coptic Lisu Mongolian Nko Tifinagh Vai Yi'.split(' ');

const combinations = [
  japanese,
  chinese,
  korean,
  ...besideLatin.map((script) => ['Latin', script]),
  ...alone.map((script) => [script]),
];
const allowed = combinations.map((scripts) => new RegExp(`^[${classOf([...scripts, 'Common', 'Inherited'])}]*$`, 'u'));
/** Names of other scripts, most of them historic: such a script must not stand beside one of those above. */
const listed = new RegExp(`[${classOf(combinations.flat())}]`, 'u');

/** Tells whether a name is written in scripts that are not used together. */
function mixesScripts(name: string): boolean {
  return listed.test(name) && !allowed.some((pattern) => pattern.test(name));
}

function classOf(scripts: readonly string[]): string {
  return scripts.map((script) => `\\p{Script_Extensions=${script}}`).join('');
}
