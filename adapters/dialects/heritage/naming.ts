import { ChatError, limitsWith, nickName } from '../../../core/index.js';

const emoji = '\\p{Extended_Pictographic}\\p{Emoji_Presentation}\\p{RI}';
const unfitAtStart = new RegExp(`^[^\\p{L}\\p{N}_${emoji}]+`, 'u');
const unfitAtEnd = new RegExp(`[^\\p{L}\\p{M}\\p{N}_${emoji}]+$`, 'u');
/** How long a nick is is decided elsewhere. */
const unlimited = limitsWith({ nickCharacters: Number.MAX_SAFE_INTEGER, nickBytes: Number.MAX_SAFE_INTEGER });

/**
 * Returns a nick as near as can be to the name that a client wrote: a nick has no spaces and begins and ends with a letter or a
 * digit. `''` for a name that cannot be made one, such as `***` or one that mixes scripts.
 */
export function toNick(name: string): string {
  const nick = name
    .normalize('NFC')
    .replaceAll(/[\p{C}\p{Z}]+/gu, ' ')
    .replaceAll(/\p{Default_Ignorable_Code_Point}/gu, '')
    .trim()
    .replace(unfitAtStart, '')
    .replace(unfitAtEnd, '')
    .replaceAll(/[ :：]/g, '_');
  return fitAtBothEnds(nick);
}

const encoder = new TextEncoder();

/** Returns the beginning of a nick that fits; `''` where nothing of it does. */
export function shortenNick(name: string, characters: number, bytes: number): string {
  let short = '';
  let left = bytes;
  for (const character of [...name].slice(0, characters)) {
    left -= encoder.encode(character).length;
    if (left < 0) break;
    short += character;
  }
  return short === name ? name : fitAtBothEnds(short);
}

function fitAtBothEnds(name: string): string {
  const nick = name.replace(unfitAtStart, '').replace(unfitAtEnd, '');
  try {
    return nickName(nick, unlimited);
  } catch (error) {
    if (error instanceof ChatError) return '';
    throw error;
  }
}

/** The text for those who read it as text: line breaks are `\n`, other control characters are gone. `''`: there is nothing. */
export function plainText(text: string): string {
  return text
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(/[^\P{Cc}\n\t]/gu, '')
    .trimEnd();
}
