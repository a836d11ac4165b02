/** A nick as near as can be to the name that somebody has written: a nick has no spaces, and no mark of the chat in front. */
export function nickFrom(name: string): string {
  return name
    .normalize('NFC')
    .replaceAll(/[\p{C}\p{Z}]+/gu, ' ')
    .trim()
    .replaceAll(' ', '_')
    .replace(/^[#@/:]+/, '')
    .replace(/^\*+$/, '');
}

const encoder = new TextEncoder();

/** The beginning of a name that fits. */
export function shortened(name: string, characters: number, bytes: number): string {
  let short = '';
  let left = bytes;
  for (const character of [...name].slice(0, characters)) {
    left -= encoder.encode(character).length;
    if (left < 0) break;
    short += character;
  }
  return short;
}

/** The text for those who read it as text: line breaks are `\n`, other control characters are gone. `''`: there is nothing. */
export function plainText(text: string): string {
  return text
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(/[^\P{Cc}\n\t]/gu, '')
    .trimEnd();
}
