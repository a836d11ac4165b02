import { isLoopbackAddress, networkOf as networkIn, type Session } from '../../core/index.js';
import type { FileOwner } from './vault/index.js';

/** Names the network of an address. `undefined`: none is known, or it is this machine's, where a proxy may stand for all users. */
export function networkOf(address: string | undefined): string | undefined {
  return address === undefined || isLoopbackAddress(address) ? undefined : networkIn(address);
}

/** Whose a file is that a session's user sends to a room; `undefined` before the login. */
export function ownerOf({ user, info }: Session, room: string): FileOwner | undefined {
  if (user === undefined) return undefined;
  const network = networkOf(info.remoteAddress);
  const { id, nick, account } = user;
  return { user: id, nick, room, guest: account === undefined, ...(network !== undefined && { network }) };
}
