/** How many bytes a text takes in UTF-8. A lone surrogate counts as the three bytes of U+FFFD. */
export function utf8Length(text: string): number {
  let bytes = text.length;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit < 0x80) continue;
    if (unit < 0x800) {
      bytes += 1;
      continue;
    }
    bytes += 2;
    if (unit >= 0xd800 && unit < 0xdc00 && isLowSurrogate(text.charCodeAt(at + 1))) at++;
  }
  return bytes;
}

function isLowSurrogate(unit: number): boolean {
  return unit >= 0xdc00 && unit < 0xe000;
}

/** How many bytes a frame takes on a wire, its framing left out. */
export const frameBytes = (frame: string | Uint8Array): number =>
  typeof frame === 'string' ? utf8Length(frame) : frame.length;

/** Whether a text is within a number of code points and a number of UTF-8 bytes. */
export function fits(text: string, characters: number, bytes: number): boolean {
  if (text.length > characters * 2 || text.length > bytes) return false;
  if (text.length > characters && codePoints(text) > characters) return false;
  return text.length * 3 <= bytes || utf8Length(text) <= bytes;
}

function codePoints(text: string): number {
  let count = 0;
  for (const _ of text) count++;
  return count;
}
