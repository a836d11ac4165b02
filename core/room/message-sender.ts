import { ChatError } from '../errors.js';
import type { Json } from '../json.js';
import type { Limits } from '../limits.js';
import type { Author, Receipt, TextPart } from '../message/message.js';
import { nickName, roomName } from '../message/names.js';
import type { Publish } from '../message/publish.js';
import type { Refusal } from '../message/refusal.js';
import type { Verbatim } from '../message/verbatim.js';
import type { LiveSession } from '../session/live-session.js';
import type { Session, User } from '../session/session.js';
import type { SessionRegistry } from '../session/session-registry.js';
import { directRoomOf, otherUserOf } from './direct.js';
import type { Membership } from './membership.js';

/** What somebody says, wherever it goes. */
export interface MessageInput {
  readonly text: string;
  readonly kind: string;
  readonly data: Json | undefined;
  readonly key: string | undefined;
  /** How it was written. Default: as the text is. */
  readonly verbatim?: Verbatim | undefined;
  /** Which part of a longer text it is. Default: it is whole. */
  readonly part?: TextPart | undefined;
}

/** A message that is kept, and the room that it is in. */
export interface SentMessage {
  /** Its folded name, or that of the conversation of two. */
  readonly room: string;
  /** Where it stands there. */
  readonly receipt: Receipt;
}

/** What speaking needs of the hub. */
export interface MessageSenderContext {
  readonly limits: Limits;
  readonly registry: SessionRegistry;
  readonly membership: Membership;
  readonly publish: Publish;
}

/** Speaking in a session's name. */
export interface MessageSender {
  /**
   * In a room, or a conversation of two, that the session is in.
   * @param sent Called when the message is with the broker, unless it gets no further.
   * @throws ChatError `CHAT_NOT_IN_ROOM`, and whatever is wrong with the text.
   */
  room(session: Session, room: string, words: MessageInput, sent?: () => void): Promise<SentMessage | Refusal>;
  /** To one person, by nick. @throws ChatError `CHAT_USER_UNKNOWN`, and whatever is wrong with the text. */
  direct(session: Session, nick: string, words: MessageInput): Promise<SentMessage | Refusal>;
}

/** The one way in which what somebody says is addressed. */
export function createMessageSender({ limits, registry, membership, publish }: MessageSenderContext): MessageSender {
  async function send(
    session: Session,
    room: string,
    to: Author | undefined,
    words: MessageInput,
    sent?: () => void,
  ): Promise<SentMessage | Refusal> {
    const { id, nick } = userOf(session);
    const receipt = await publish({ room, from: { id, nick }, ...words, to }, session, sent);
    return 'position' in receipt ? { room, receipt } : receipt;
  }

  return {
    async room(session, wanted, words, sent) {
      const { memberships: places } = session as LiveSession;
      // Clients mostly say the name as the server told it; only other spellings need folding.
      const room = places.has(wanted) ? wanted : roomName(wanted, limits);
      const place = places.get(room);
      if (session.user === undefined || place === undefined) throw new ChatError('CHAT_NOT_IN_ROOM');
      if (!place.room.direct) return send(session, room, undefined, words, sent);
      const id = otherUserOf(room, session.user.id);
      const other = registry.user(id);
      // Devices that have come since the conversation began are not in it yet.
      const both = other === undefined ? [session.user] : [session.user, other];
      await membership.openDirect(both.flatMap(positionsOf), room);
      return send(session, room, { id, nick: other?.nick ?? id }, words);
    },
    async direct(session, wanted, words) {
      const other = registry.find(nickName(wanted, limits));
      if (other === undefined) throw new ChatError('CHAT_USER_UNKNOWN', `There is no ${wanted} here.`);
      const user = userOf(session);
      const room = directRoomOf(user.id, other.id);
      await membership.openDirect([...positionsOf(user), ...positionsOf(other)], room);
      return send(session, room, { id: other.id, nick: other.nick }, words);
    },
  };
}

function userOf({ user }: Session): User {
  if (user === undefined) throw new ChatError('CHAT_LOGIN_REQUIRED');
  return user;
}

function positionsOf(user: User): { session: LiveSession; user: User }[] {
  return [...user.sessions].map((session) => ({ session: session as LiveSession, user }));
}
