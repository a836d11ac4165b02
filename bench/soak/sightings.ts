import type { Client, GapEvent, MessageEvent, Position } from '../../client/index.js';

/** What a client was told of a room from coming into it until leaving it. */
export interface Stay {
  readonly room: string;
  /** Where the room was when the client was told that it is in; `undefined`: it was not told. */
  from: Position | undefined;
  readonly told: (MessageEvent | GapEvent)[];
  over: boolean;
}

/** Everything that one client was told, room by room. */
export interface Sightings {
  readonly stays: readonly Stay[];
  /** The present stay in a room. */
  now(room: string): Stay | undefined;
}

/** Watches a client from now on. @param told Told of every message too. */
export function sightingsOf(client: Client, told: (message: MessageEvent) => void): Sightings {
  const stays: Stay[] = [];

  function now(room: string): Stay | undefined {
    return stays.findLast((stay) => stay.room === room && !stay.over);
  }

  function present(room: string): Stay {
    const known = now(room);
    if (known !== undefined) return known;
    const stay: Stay = { room, from: undefined, told: [], over: false };
    stays.push(stay);
    return stay;
  }

  client.on('message', (message) => {
    present(message.room).told.push(message);
    told(message);
  });
  client.on('gap', (gap) => void present(gap.room).told.push(gap));
  client.on('roster', (room) => {
    const view = client.rooms.get(room);
    const stay = now(room);
    if (view === undefined) {
      if (stay !== undefined) stay.over = true;
      return;
    }
    const begun = present(room);
    begun.from ??= view.position;
  });
  return { stays, now };
}
