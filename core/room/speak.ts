import { ChatError } from '../errors.js';
import type { Json } from '../json.js';
import type { Limits } from '../limits.js';
import type { Author, Receipt, TextPart } from '../message/message.js';
import { nickName, roomName } from '../message/names.js';
import type { Publish } from '../message/publish.js';
import type { Refusal } from '../message/refusal.js';
import type { Verbatim } from '../message/verbatim.js';
import type { LiveSession } from '../session/live-session.js';
import type { Registry } from '../session/registry.js';
import type { Session, User } from '../session/session.js';
import { conversationOf, otherOf } from './conversation.js';
import type { Membership } from './membership.js';

/** What somebody says, wherever it goes. */
export interface Words {
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
export interface Said {
  /** Its folded name, or that of the conversation of two. */
  readonly room: string;
  /** Where it stands there. */
  readonly receipt: Receipt;
}

/** What speaking needs of the hub. */
export interface SpeakParts {
  readonly limits: Limits;
  readonly registry: Registry;
  readonly membership: Membership;
  readonly publish: Publish;
}

/** Speaking in a session's name. */
export interface Speak {
  /**
   * In a room, or a conversation of two, that the session is in.
   * @param sent Called when the message is with the broker, unless it gets no further.
   * @throws ChatError `CHAT_NOT_IN_ROOM`, and whatever is wrong with the text.
   */
  room(session: Session, room: string, words: Words, sent?: () => void): Promise<Said | Refusal>;
  /** To one person, by nick. @throws ChatError `CHAT_USER_UNKNOWN`, and whatever is wrong with the text. */
  person(session: Session, nick: string, words: Words): Promise<Said | Refusal>;
}

/** The one way in which what somebody says is addressed. */
export function speaker({ limits, registry, membership, publish }: SpeakParts): Speak {
  async function send(
    session: Session,
    room: string,
    to: Author | undefined,
    words: Words,
    sent?: () => void,
  ): Promise<Said | Refusal> {
    const { id, nick } = userOf(session);
    const receipt = await publish({ room, from: { id, nick }, ...words, to }, session, sent);
    return 'position' in receipt ? { room, receipt } : receipt;
  }

  return {
    async room(session, wanted, words, sent) {
      const { places } = session as LiveSession;
      // Clients mostly say the name as the server told it; only other spellings need folding.
      const room = places.has(wanted) ? wanted : roomName(wanted, limits);
      const place = places.get(room);
      if (session.user === undefined || place === undefined) throw new ChatError('CHAT_NOT_IN_ROOM');
      if (!place.room.direct) return send(session, room, undefined, words, sent);
      const id = otherOf(room, session.user.id);
      const other = registry.user(id);
      // Devices that have come since the conversation began are not in it yet.
      const both = other === undefined ? [session.user] : [session.user, other];
      await membership.converse(both.flatMap(placesOf), room);
      return send(session, room, { id, nick: other?.nick ?? id }, words);
    },
    async person(session, wanted, words) {
      const other = registry.find(nickName(wanted, limits));
      if (other === undefined) throw new ChatError('CHAT_USER_UNKNOWN', `There is no ${wanted} here.`);
      const user = userOf(session);
      const room = conversationOf(user.id, other.id);
      await membership.converse([...placesOf(user), ...placesOf(other)], room);
      return send(session, room, { id: other.id, nick: other.nick }, words);
    },
  };
}

function userOf({ user }: Session): User {
  if (user === undefined) throw new ChatError('CHAT_LOGIN_REQUIRED');
  return user;
}

function placesOf(user: User): { session: LiveSession; user: User }[] {
  return [...user.sessions].map((session) => ({ session: session as LiveSession, user }));
}
