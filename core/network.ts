/**
 * Names the network that an address is counted under: an IPv4 address by itself, also inside of an IPv6 one (`::ffff:192.0.2.1`); an
 * IPv6 address by its /64, since a single household or host has all of that (RFC 4291, section 2.5.1; RFC 6177).
 * @param address As sockets give it. An interface behind `%` is ignored.
 */
export function networkOf(address: string): string {
  const plain = address.toLowerCase().replace(/%.*$/, '');
  const mapped = /^(?:::|(?:0+:){5})ffff:(\d+\.\d+\.\d+\.\d+)$/.exec(plain)?.[1];
  if (mapped !== undefined) return mapped;
  return plain.includes(':') ? `${firstGroups(plain).join(':')}::/64` : plain;
}

/** The first four of the eight groups of an IPv6 address, without leading zeros. */
function firstGroups(address: string): readonly string[] {
  const [front = [], back] = address.split('::', 2).map((part) => (part === '' ? [] : part.split(':')));
  // An IPv4 address at the end stands for two groups.
  const behind = (back?.length ?? 0) + (address.includes('.') ? 1 : 0);
  const zeros = back === undefined ? 0 : Math.max(0, 8 - front.length - behind);
  const groups = [...front, ...Array<string>(zeros).fill('0'), ...(back ?? [])];
  return groups.slice(0, 4).map((group) => group.replace(/^0+(?=.)/, ''));
}
