import type { PluginHost } from '../../../core/index.js';
import type { ErasedEvent } from '../events.js';
import type { Forgotten } from './forget.js';

/** So many places one event has at most. */
const MOST = 500;

/** Tells a room, or the two of a conversation, what is gone. @param nick Whose it was; `undefined`: nobody knows. */
export function tellErased({ chat }: PluginHost, room: string, gone: Forgotten, nick: string | undefined): void {
  for (let at = 0; at < gone.offsets.length; at += MOST) {
    const what = gone.messages === 1 ? 'A message' : `${gone.messages} messages`;
    const isFirst = at === 0 && gone.messages > 0 && nick !== undefined;
    const event: ErasedEvent = {
      type: 'erased',
      room,
      epoch: gone.epoch,
      offsets: gone.offsets.slice(at, at + MOST),
      ...(isFirst ? { line: `${what} of ${nick} ${gone.messages === 1 ? 'is' : 'are'} erased.` } : {}),
    };
    if (!room.startsWith('@')) chat.signal(room, event);
    else for (const session of chat.sessions()) if (session.rooms.includes(room)) session.send(event);
  }
}
