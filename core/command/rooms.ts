import type { Core } from '../core.js';
import { isJsonObject } from '../json.js';
import type { RoomInfo } from '../plugin/chat-api.js';
import type { Directory } from '../room/directory.js';
import type { Command } from './command.js';

/** `rooms`: the rooms with somebody in them. */
export const rooms = (core: Core): Command => ({
  name: 'rooms',
  summary: 'Lists the rooms.',
  run: () => ({ rooms: openRooms(core.directory).map((info) => ({ ...info })) }),
  slash: {
    name: 'rooms',
    answer({ rooms: list }) {
      if (!Array.isArray(list) || list.length === 0) return 'There are no rooms yet.';
      return `Rooms: ${list.map((info: unknown) => (isJsonObject(info) ? `#${info['room']} (${info['members']})` : '')).join(', ')}`;
    },
  },
});

/** Every room that people can see, fullest first. */
export function openRooms(directory: Directory): readonly RoomInfo[] {
  return [...directory]
    .filter(({ direct, size }) => !direct && size > 0)
    .map(({ name, users }) => ({ room: name, members: users }))
    .sort((a, b) => b.members - a.members || (a.room < b.room ? -1 : 1));
}
