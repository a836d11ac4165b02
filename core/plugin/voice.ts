import type { Limits } from '../limits.js';
import { nickName, roomName } from '../message/names.js';
import type { Publish } from '../message/publish.js';
import type { Directory } from '../room/directory.js';
import type { SendSignal } from '../room/signal.js';
import { LiveSession } from '../session/live-session.js';
import type { Registry } from '../session/registry.js';
import type { ChatApi } from './chat-api.js';

/** What a voice needs of the hub. */
export interface VoiceParts {
  readonly limits: Limits;
  readonly publish: Publish;
  readonly directory: Directory;
  readonly registry: Registry;
  readonly signal: SendSignal;
}

/** A plugin's way to speak and to look around: a user of its own, on no wire. */
export function voice(plugin: string, parts: VoiceParts): ChatApi {
  parts.registry.reserve(plugin);
  const id = `plugin:${plugin}`;
  const session = new LiveSession(id, { id, transport: 'plugin', openedAt: 0, secure: true });
  session.user = { id, nick: plugin, account: id, sessions: new Set([session]) };
  return {
    async say({ room, text, kind = 'text', data, key, nick = plugin }) {
      const from = { id, nick: nickName(nick, parts.limits) };
      return parts.publish({ room: roomName(room, parts.limits), from, kind, text, data, key }, session);
    },
    signal: (room, event, { delivery } = {}) => parts.signal(roomName(room, parts.limits), event, undefined, delivery),
    rooms: () => parts.directory.list(),
    members: (room) => parts.directory.find(roomName(room, parts.limits))?.occupants() ?? [],
    sessions: () => [...parts.registry.sessions.values()].filter(({ user }) => user !== undefined),
  };
}
