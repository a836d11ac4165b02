/** Plain letters that are written in a way which Unicode does not take apart. */
const PLAIN: Readonly<Record<string, string>> = {
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ħ: 'h',
  ŧ: 't',
  ı: 'i',
  ɑ: 'a',
  ɡ: 'g',
  ɪ: 'i',
  ʀ: 'r',
  ʏ: 'y',
  ᴀ: 'a',
  ʙ: 'b',
  ᴄ: 'c',
  ᴅ: 'd',
  ᴇ: 'e',
  ғ: 'f',
  ɢ: 'g',
  ʜ: 'h',
  ᴊ: 'j',
  ᴋ: 'k',
  ʟ: 'l',
  ᴍ: 'm',
  ɴ: 'n',
  ᴏ: 'o',
  ᴘ: 'p',
  ꜱ: 's',
  ᴛ: 't',
  ᴜ: 'u',
  ᴠ: 'v',
  ᴡ: 'w',
};

/** First code points of alphabets of 26 letters that Unicode does not take apart: squared, circled, flags. */
const ALPHABETS = [0x1f130, 0x1f150, 0x1f170, 0x1f1e6];

/** Looks like nothing although it is no format character: fillers and the blank of Braille. */
const INVISIBLE = /[\p{M}\p{Cf}\u115f\u1160\u2800\u3164]/gu;

const MOST = 8_192;
const known = new Map<string, string>();

/** What one character of a text reads as: in lower case, of usual width, without marks; empty where nothing is seen. */
export function symbolOf(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x80) return code >= 0x41 && code <= 0x5a ? character.toLowerCase() : character;
  // Most Russian and Chinese texts are made of characters that stand for themselves: all but й and ё.
  if ((code >= 0x4e00 && code <= 0x9fff) || (code >= 0x430 && code <= 0x44f && code !== 0x439)) return character;
  const before = known.get(character);
  if (before !== undefined) return before;
  const symbol = read(character, code);
  // Whoever sends all of Unicode costs some work, never memory.
  if (known.size >= MOST) known.clear();
  known.set(character, symbol);
  return symbol;
}

function read(character: string, code: number): string {
  const first = ALPHABETS.find((start) => code >= start && code < start + 26);
  if (first !== undefined) return String.fromCharCode(0x61 + code - first);
  const plain = character.normalize('NFKD').toLowerCase().normalize('NFKD').replace(INVISIBLE, '');
  return PLAIN[plain] ?? plain;
}
