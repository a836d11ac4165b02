import {
  ChatError,
  conversationOf,
  fold,
  isConversationOf,
  otherOf,
  type PluginHost,
  type Session,
} from '../../core/index.js';

/** Where a file goes, as a client says it. */
export type Address = { readonly room: string } | { readonly to: string };

/**
 * The folded name of the room, or of the conversation of two.
 * @throws ChatError `CHAT_NOT_IN_ROOM`, `CHAT_USER_UNKNOWN`
 */
export function roomFor(session: Session, address: Address, host: PluginHost): string {
  if ('room' in address) return roomOf(session, address.room);
  const other = host.chat.user(address.to.trim());
  if (other === undefined || session.user === undefined) {
    throw new ChatError('CHAT_USER_UNKNOWN', `There is no ${address.to} here.`);
  }
  return conversationOf(session.user.id, other.id);
}

/** A room that a session is in, by any spelling of its name. @throws ChatError `CHAT_NOT_IN_ROOM` */
export function roomOf(session: Session, wanted: string): string {
  const { rooms } = session;
  if (rooms.includes(wanted)) return wanted;
  const room = fold(wanted.trim().replace(/^#/, ''));
  if (rooms.includes(room)) return room;
  throw new ChatError('CHAT_NOT_IN_ROOM');
}

/** Whether a room is a conversation of two. */
export function isConversation(room: string): boolean {
  return room.startsWith('@');
}

/** How something is said in a room in the name of a session's user; `undefined`: not at all, for they are not in it. */
export function wayInto(
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
