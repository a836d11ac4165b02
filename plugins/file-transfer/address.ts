import {
  ChatError,
  conversationOf,
  fold,
  isConversationOf,
  isLoopbackAddress,
  networkOf as networkIn,
  otherOf,
  type PluginHost,
  type Session,
} from '../../core/index.js';
import type { FileOwner } from './file-store/index.js';

/** Where a file goes, as a client says it. */
export type Address = { readonly room: string } | { readonly to: string };

/**
 * The folded name of the room, or of the conversation of two.
 * @throws ChatError `CHAT_NOT_IN_ROOM`, `CHAT_USER_UNKNOWN`
 */
export function destinationRoom(session: Session, address: Address, host: PluginHost): string {
  if ('room' in address) return joinedRoom(session, address.room);
  const other = host.chat.user(address.to.trim());
  if (other === undefined || session.user === undefined) {
    throw new ChatError('CHAT_USER_UNKNOWN', `There is no ${address.to} here.`);
  }
  return conversationOf(session.user.id, other.id);
}

/** A room that a session is in, by any spelling of its name. @throws ChatError `CHAT_NOT_IN_ROOM` */
export function joinedRoom(session: Session, wanted: string): string {
  const { rooms } = session;
  if (rooms.includes(wanted)) return wanted;
  const room = fold(wanted.trim().replace(/^#/, ''));
  if (rooms.includes(room)) return room;
  throw new ChatError('CHAT_NOT_IN_ROOM');
}

/** Whether a room is a conversation of two. */
export function isDirect(room: string): boolean {
  return room.startsWith('@');
}

/** How something is said in a room in the name of a session's user; `undefined`: not at all, for they are not in it. */
export function destinationFor(
  room: string,
  session: Session,
  host: PluginHost,
): { room: string } | { to: string } | undefined {
  const { user } = session;
  if (user !== undefined && isConversationOf(room, user.id)) {
    const id = otherOf(room, user.id);
    const other = host.chat.sessions().find((candidate) => candidate.user?.id === id)?.user;
    // It need not be open: the first message opens it.
    if (other !== undefined) return { to: other.nick };
  }
  return session.rooms.includes(room) ? { room } : undefined;
}

/** Names the network of an address. `undefined`: none is known, or it is this machine's, where a proxy may stand for all users. */
export function quotaNetwork(address: string | undefined): string | undefined {
  return address === undefined || isLoopbackAddress(address) ? undefined : networkIn(address);
}

/** Whose a file is that a session's user sends to a room; `undefined` before the login. */
export function ownerOf({ user, info }: Session, room: string): FileOwner | undefined {
  if (user === undefined) return undefined;
  const network = quotaNetwork(info.remoteAddress);
  const { id, nick, account } = user;
  return { user: id, nick, room, guest: account === undefined, ...(network !== undefined && { network }) };
}
