import { BlockList, isIP, SocketAddress } from 'node:net';

interface Parsed {
  readonly family: 'ipv4' | 'ipv6';
  readonly bytes: readonly number[];
}

/** The first bytes of an IPv4 address that is written as an IPv6 one. */
const MAPPED = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 255, 255];

/**
 * The network that a text names, in its one spelling: `192.0.2.7/32` for `192.0.2.7` and `::ffff:192.0.2.7`,
 * `192.0.2.0/24` for `192.0.2.99/24`. `undefined` for what is none.
 */
export function networkFrom(text: string): string | undefined {
  const [host = '', prefix, ...more] = text.trim().split('/');
  const whole = bytesOf(host);
  if (whole === undefined || more.length > 0) return undefined;
  const bits = prefix === undefined ? whole.length * 8 : prefixOf(prefix, whole.length * 8);
  if (bits === undefined) return undefined;
  // A range of mapped addresses is a range of IPv4, unless it reaches beyond them.
  const mapped = isMapped(whole) && bits >= 96;
  const bytes = mapped ? whole.slice(12) : whole;
  const length = mapped ? bits - 96 : bits;
  return `${textOf(bytes.map((byte, index) => byte & maskOf(index, length)))}/${length}`;
}

/**
 * The network that one peer is alone in, as far as can be told: the address itself, or the 64 bits of IPv6 that are
 * given to one household. `undefined` for what is no address, and for this machine's own: it is mostly a proxy's, and
 * everybody comes from there.
 */
export function networkOf(address: string): string | undefined {
  const parsed = parse(address);
  if (parsed === undefined || isLoopback(address)) return undefined;
  return networkFrom(`${textOf(parsed.bytes)}/${parsed.family === 'ipv4' ? 32 : 64}`);
}

/** Tells whether an address is in one of some networks, each as {@link networkFrom} gives it. */
export function addressMatcher(networks: readonly string[]): (address: string) => boolean {
  // Two lists: to one alone, every IPv4 address would be in `::/0`.
  const lists = { ipv4: new BlockList(), ipv6: new BlockList() };
  for (const network of networks) {
    const [host = '', bits] = network.split('/');
    const family = isIP(host) === 4 ? 'ipv4' : 'ipv6';
    lists[family].addSubnet(host, Number(bits), family);
  }
  return (address) => {
    const parsed = parse(address);
    return parsed !== undefined && lists[parsed.family].check(textOf(parsed.bytes), parsed.family);
  };
}

const isLoopback = addressMatcher(['127.0.0.0/8', '::1/128']);

function parse(address: string): Parsed | undefined {
  const bytes = bytesOf(address);
  if (bytes === undefined) return undefined;
  if (isMapped(bytes)) return { family: 'ipv4', bytes: bytes.slice(12) };
  return { family: bytes.length === 4 ? 'ipv4' : 'ipv6', bytes };
}

function isMapped(bytes: readonly number[]): boolean {
  return bytes.length === 16 && MAPPED.every((byte, index) => bytes[index] === byte);
}

/** The bytes of an address, four or sixteen; an interface after `%` is nobody's business. */
function bytesOf(text: string): readonly number[] | undefined {
  const [address = ''] = text.split('%');
  const family = isIP(address);
  if (family === 4) return address.split('.').map(Number);
  if (family !== 6) return undefined;
  const [head = '', tail] = address.split('::');
  const front = groupsOf(head);
  const back = tail === undefined ? [] : groupsOf(tail);
  return [...front, ...new Array<number>(16 - front.length - back.length).fill(0), ...back];
}

function groupsOf(text: string): number[] {
  if (text === '') return [];
  return text.split(':').flatMap((group) => {
    if (group.includes('.')) return group.split('.').map(Number);
    const value = Number.parseInt(group, 16);
    return [value >> 8, value & 255];
  });
}

function textOf(bytes: readonly number[]): string {
  if (bytes.length === 4) return bytes.join('.');
  const groups: string[] = [];
  for (let at = 0; at < bytes.length; at += 2) {
    groups.push((((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0)).toString(16));
  }
  return new SocketAddress({ address: groups.join(':'), family: 'ipv6' }).address;
}

function prefixOf(text: string, most: number): number | undefined {
  return /^\d{1,3}$/.test(text) && Number(text) <= most ? Number(text) : undefined;
}

/** Which bits of a byte belong to a prefix of some length. */
function maskOf(index: number, bits: number): number {
  const kept = Math.min(8, Math.max(0, bits - index * 8));
  return (255 << (8 - kept)) & 255;
}
