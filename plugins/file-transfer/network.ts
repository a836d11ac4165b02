import { isIPv4, isIPv6 } from 'node:net';
import type { Session } from '../../core/index.js';
import type { FileOwner } from './vault/index.js';

const GROUPS = 8;
/** An IPv6 network is a /64: a single host may have all of it (RFC 4291, section 2.5.1). */
const NETWORK_GROUPS = 4;

/**
 * The network that an address counts for: an IPv4 address itself, also within an IPv6 one (`::ffff:192.0.2.1`), or the /64 of
 * an IPv6 address. `undefined`: no address is known, or it is this machine's, behind whose proxy anybody may be.
 */
export function networkOf(address: string | undefined): string | undefined {
  const plain = address?.replace(/%.*$/, '') ?? '';
  if (isIPv4(plain)) return plain.startsWith('127.') ? undefined : plain;
  if (!isIPv6(plain)) return undefined;
  const groups = groupsOf(plain);
  const isMapped = groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff;
  const [high = 0, low = 0] = groups.slice(6);
  if (isMapped) return networkOf([high >> 8, high & 0xff, low >> 8, low & 0xff].join('.'));
  if (groups.slice(0, 7).every((group) => group === 0) && low === 1) return undefined;
  return `${groups
    .slice(0, NETWORK_GROUPS)
    .map((group) => group.toString(16))
    .join(':')}::/64`;
}

/** Whose a file is that a session's user sends to a room; `undefined` before the login. */
export function ownerOf({ user, info }: Session, room: string): FileOwner | undefined {
  if (user === undefined) return undefined;
  const network = networkOf(info.remoteAddress);
  const { id, nick, account } = user;
  return { user: id, nick, room, guest: account === undefined, ...(network !== undefined && { network }) };
}

/** The eight groups of an IPv6 address, as numbers. */
function groupsOf(address: string): readonly number[] {
  // An IPv4 address at the end stands for two groups.
  const hex = address.replace(/(\d+)\.(\d+)\.(\d+)\.(\d+)$/, (_, ...parts: string[]) => {
    const [a = 0, b = 0, c = 0, d = 0] = parts.slice(0, 4).map(Number);
    return `${((a << 8) | b).toString(16)}:${((c << 8) | d).toString(16)}`;
  });
  const [front = '', back] = hex.split('::');
  const numbers = (part: string): number[] =>
    part === '' ? [] : part.split(':').map((group) => Number.parseInt(group, 16));
  const [first, last] = [numbers(front), numbers(back ?? '')];
  return [...first, ...new Array<number>(Math.max(0, GROUPS - first.length - last.length)).fill(0), ...last];
}
