import type { Person } from '../view.js';
import type { WelcomeFrame } from './frame.js';
import type { Command, Queue } from './queue.js';
import { isConversation } from './room.js';
import type { Rooms } from './rooms.js';

/** Whether a command takes the client back into a room of its own accord. */
export const isRejoin = ({ id, type }: Command): boolean => id === 0 && type === 'join';

/**
 * Takes up the rooms after a welcome. Those that it lists are recovered by the server. In a session that went on, any
 * other room has been left meanwhile. In a new one the client joins them again, before anything else that waits.
 */
export function comeBack(rooms: Rooms, queue: Queue, welcome: WelcomeFrame, resumed: boolean, self: Person): void {
  const listed = new Set(welcome.rooms);
  // Lost again while it was joining its rooms again: where that was not done yet, it is to be done now.
  const unfinished = new Set(queue.remove(isRejoin).map(({ fields }) => fields.room));
  const rejoins: Command[] = [];
  for (const { name } of [...rooms.all.values()]) {
    if (listed.has(name)) continue;
    if (resumed ? unfinished.has(name) : !isConversation(name)) {
      rooms.recovering(name);
      rejoins.push({ id: 0, type: 'join', fields: rooms.rejoin(name), kept: true });
    } else rooms.expelled(name, self);
  }
  for (const name of listed) rooms.recovering(name);
  queue.add(rejoins, 'first');
}
