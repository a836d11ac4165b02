import type { Limits } from '../limits.js';
import { nickName, roomName } from '../message/names.js';
import type { Publish } from '../message/publish.js';
import type { EphemeralEvent } from '../protocol/events.js';
import type { BroadcastEphemeral } from '../room/ephemeral.js';
import type { Membership } from '../room/membership.js';
import type { MessageSender } from '../room/message-sender.js';
import type { RoomRegistry } from '../room/room-registry.js';
import { LiveSession, liveSession } from '../session/live-session.js';
import { pluginId, type SessionRegistry } from '../session/session-registry.js';
import type { ChatApi } from './chat-api.js';
import type { MessageLog } from './message-log.js';

/** What a voice needs of the hub. */
export interface ChatApiContext {
  readonly limits: Limits;
  readonly publish: Publish;
  readonly speak: MessageSender;
  readonly membership: Membership;
  readonly archive: MessageLog;
  readonly directory: RoomRegistry;
  readonly registry: SessionRegistry;
  readonly signal: BroadcastEphemeral;
}

/** A plugin's way to speak and to look around: a user of its own, on no wire. */
export function createChatApi(plugin: string, parts: ChatApiContext): ChatApi {
  parts.registry.reserve(plugin);
  const id = pluginId(plugin);
  const session = new LiveSession(id, { id, transport: 'plugin', openedAt: 0, secure: true });
  session.user = { id, nick: plugin, account: id, sessions: new Set([session]) };
  return {
    log: parts.archive,
    sayAs(author, { room, to, text, kind = 'text', data, key }) {
      const session = liveSession(author);
      const words = { text, kind, data, key };
      if (to !== undefined) return parts.speak.direct(session, to, words);
      if (room !== undefined) return parts.speak.room(session, room, words);
      throw new TypeError('What is said needs a room, or somebody to tell it to.');
    },
    remove(member, wanted, reason) {
      const session = liveSession(member);
      const room = roomName(wanted, parts.limits);
      const { user } = session;
      if (user === undefined || !parts.membership.leave(session, room, reason)) return false;
      const { id, nick } = user;
      session.send({ type: 'left', room, user: { id, nick }, ...(reason === undefined ? {} : { reason }) });
      return true;
    },
    user: (nick) => parts.registry.find(nick),
    async say({ room, text, kind = 'text', data, key, nick = plugin }) {
      const from = { id, nick: nickName(nick, parts.limits) };
      return parts.publish({ room: roomName(room, parts.limits), from, kind, text, data, key }, session);
    },
    broadcastEphemeral(wanted, event, { delivery } = {}) {
      const room = roomName(wanted, parts.limits);
      // However it is spelt there: clients know the room by its folded name.
      const folded = { ...event, room } as EphemeralEvent;
      return parts.signal(room, folded, undefined, delivery);
    },
    setPrivacy(wanted, privacy) {
      const room = parts.directory.find(roomName(wanted, parts.limits));
      if (room !== undefined) room.privacy = privacy;
    },
    rooms: () => parts.directory.list(),
    members: (room) => parts.directory.find(roomName(room, parts.limits))?.rosterEntries() ?? [],
    sessions: () => [...parts.registry.sessions.values()].filter(({ user }) => user !== undefined),
  };
}
