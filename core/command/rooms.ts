import type { Core } from '../core.js';
import { isJsonObject } from '../json.js';
import type { Command } from './command.js';

/** `rooms`: the rooms with somebody in them. */
export const rooms = (core: Core): Command => ({
  name: 'rooms',
  summary: 'Lists the rooms.',
  run: () => ({ rooms: core.directory.list().map((info) => ({ ...info })) }),
  slash: {
    name: 'rooms',
    answer({ rooms: list }) {
      if (!Array.isArray(list) || list.length === 0) return 'There are no rooms yet.';
      return `Rooms: ${list.map((info: unknown) => (isJsonObject(info) ? `#${info.room} (${info.members})` : '')).join(', ')}`;
    },
  },
});
