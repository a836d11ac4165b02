/** So many bytes at a time become arguments of one call. */
const STEP = 0x3000;

/** Base64 as in RFC 4648, section 4, with padding. */
export function base64(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += STEP) {
    // A multiple of three bytes, so that the parts can be put one after the other.
    text += btoa(String.fromCharCode(...bytes.subarray(at, at + STEP)));
  }
  return text;
}

/** The bytes of a text in base64; `undefined` where it is not base64. */
export function fromBase64(text: string): Uint8Array | undefined {
  try {
    const characters = atob(text);
    const bytes = new Uint8Array(characters.length);
    for (let at = 0; at < bytes.length; at++) bytes[at] = characters.charCodeAt(at);
    return bytes;
  } catch {
    return undefined;
  }
}
