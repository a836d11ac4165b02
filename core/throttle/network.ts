/**
 * Names the network that an address is counted under: an IPv4 address by itself, an IPv6 address with its /64, which is what one
 * household or one rented machine has (RFC 6177, RFC 4291 §2.5.1). IPv4 addresses that are mapped into IPv6 count as IPv4.
 * @param address As sockets tell it. `undefined`: the transport knows none; all such peers count as one.
 */
export function networkOf(address: string | undefined): string {
  if (address === undefined) return 'unknown';
  const [plain = ''] = address.toLowerCase().split('%');
  if (!plain.includes(':')) return plain;
  const mapped = /^(?:0*:)*:?(?:0*:)*ffff:(\d+\.\d+\.\d+\.\d+)$/.exec(plain)?.[1];
  return mapped ?? `${groupsOf(plain).slice(0, 4).join(':')}::/64`;
}

/** The eight groups of an IPv6 address, without leading zeros. */
function groupsOf(address: string): readonly string[] {
  const [head = '', tail] = address.split('::');
  const before = split(head);
  if (tail === undefined) return before;
  const after = split(tail);
  const zeros = Array.from({ length: Math.max(0, 8 - before.length - after.length) }, () => '0');
  return [...before, ...zeros, ...after];
}

function split(groups: string): readonly string[] {
  return groups === '' ? [] : groups.split(':').map((group) => group.replace(/^0+(?=.)/, ''));
}
