import { ClientError } from '../../../client/index.js';
import { reasonOf, type Talk } from './talk.js';

/**
 * Goes into the rooms that were asked for, and shows the first of them. What is refused is told. Never rejects.
 * @returns how many let the user in
 */
export async function enterRooms(talk: Talk, rooms: readonly string[]): Promise<number> {
  const { state } = talk;
  const entered = await Promise.all(
    rooms.map(async (name) => {
      try {
        return await talk.join(name.replace(/^#/, ''));
      } catch (error) {
        // Whoever stops knows why.
        if (error instanceof ClientError && error.code === 'CLIENT_STOPPED') return undefined;
        state.note('bad', `No way into #${name.replace(/^#/, '')}: ${reasonOf(error)}`);
        return undefined;
      }
    }),
  );
  const inside = entered.filter((room) => room !== undefined);
  const [first] = inside;
  if (first !== undefined) state.rooms.show(first);
  state.changed();
  return inside.length;
}
