import type { Limits } from '../limits.js';
import { nickName, roomName } from '../message/names.js';
import type { Publish } from '../message/publish.js';
import type { RoomSignal } from '../protocol/events.js';
import type { Directory } from '../room/directory.js';
import type { Membership } from '../room/membership.js';
import type { SendSignal } from '../room/signal.js';
import type { Speak } from '../room/speak.js';
import { LiveSession, liveSession } from '../session/live-session.js';
import { pluginId, type Registry } from '../session/registry.js';
import type { Archive } from './archive.js';
import type { ChatApi } from './chat-api.js';

/** What a voice needs of the hub. */
export interface VoiceParts {
  readonly limits: Limits;
  readonly publish: Publish;
  readonly speak: Speak;
  readonly membership: Membership;
  readonly archive: Archive;
  readonly directory: Directory;
  readonly registry: Registry;
  readonly signal: SendSignal;
}

/** A plugin's way to speak and to look around: a user of its own, on no wire. */
export function voice(plugin: string, parts: VoiceParts): ChatApi {
  parts.registry.reserve(plugin);
  const id = pluginId(plugin);
  const session = new LiveSession(id, { id, transport: 'plugin', openedAt: 0, secure: true });
  session.user = { id, nick: plugin, account: id, sessions: new Set([session]) };
  return {
    archive: parts.archive,
    sayAs(author, { room, to, text, kind = 'text', data, key }) {
      const session = liveSession(author);
      const words = { text, kind, data, key };
      if (to !== undefined) return parts.speak.person(session, to, words);
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
    signal(wanted, event, { delivery } = {}) {
      const room = roomName(wanted, parts.limits);
      // However it is spelt there: clients know the room by its folded name.
      const folded = { ...event, room } as RoomSignal;
      return parts.signal(room, folded, undefined, delivery);
    },
    setPrivacy(wanted, privacy) {
      const room = parts.directory.find(roomName(wanted, parts.limits));
      if (room !== undefined) room.privacy = privacy;
    },
    rooms: () => parts.directory.list(),
    members: (room) => parts.directory.find(roomName(room, parts.limits))?.occupants() ?? [],
    sessions: () => [...parts.registry.sessions.values()].filter(({ user }) => user !== undefined),
  };
}
