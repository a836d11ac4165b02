import type { Client } from './api.js';
import type { ClientEvents } from './events.js';
import type { RoomEvents } from './room-api.js';

/** Listens to what happens in some rooms of a client. @param isMine Whether a room is one of them. */
export function hearing(client: Client, isMine: (room: string) => boolean) {
  return <E extends keyof RoomEvents>(event: E, listener: RoomEvents[E]): (() => void) => {
    const heard = (told: string | { readonly room: string }, ...more: readonly unknown[]): void => {
      const room = typeof told === 'string' ? told : told.room;
      if (isMine(room)) (listener as (...told: readonly unknown[]) => void)(told, ...more);
    };
    return client.on(event, heard as unknown as ClientEvents[E]);
  };
}
