/**
 * How many bytes at the end begin a UTF-8 character (RFC 3629) without finishing it: 0 to 3. Bytes that
 * cannot begin a character count as 0.
 */
export function incompleteTail(bytes: Uint8Array): number {
  const furthest = Math.min(3, bytes.length);
  for (let back = 1; back <= furthest; back++) {
    const byte = bytes[bytes.length - back] ?? 0;
    if ((byte & 0xc0) === 0x80) continue;
    return characterLength(byte) > back ? back : 0;
  }
  return 0;
}

function characterLength(lead: number): number {
  if (lead >= 0xf0 && lead <= 0xf4) return 4;
  if (lead >= 0xe0 && lead < 0xf0) return 3;
  return lead >= 0xc2 && lead < 0xe0 ? 2 : 1;
}
