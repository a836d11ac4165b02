import type { Client } from '../../client/index.js';

/** What a client was told of how its rooms came back. */
export interface Comebacks {
  /** Where that was not what had happened. */
  readonly complaints: readonly string[];
  /** The rooms that are not back yet. */
  readonly owed: Iterable<string>;
}

/** What was told of a room since the client is back. */
interface Return {
  messages: number;
  gaps: number;
  missed: number;
  /** The log was begun anew. */
  anew: boolean;
  /** The client had no place in it. */
  placeless: boolean;
}

/** Watches a client from now on, and compares what it says of each return with what it has told during it. */
export function comebacksOf(client: Client): Comebacks {
  const complaints: string[] = [];
  const returns = new Map<string, Return>();

  client.on('welcome', (how) => {
    if (how === 'fresh') return;
    for (const { name, position } of client.rooms.values()) {
      const begun = returns.get(name) ?? { messages: 0, gaps: 0, missed: 0, anew: false, placeless: false };
      begun.placeless ||= position === undefined;
      returns.set(name, begun);
    }
  });
  client.on('message', ({ room }) => {
    const begun = returns.get(room);
    if (begun !== undefined) begun.messages++;
  });
  client.on('gap', ({ room, after, epoch, missed = Number.NaN }) => {
    const begun = returns.get(room);
    if (begun === undefined) return;
    begun.gaps++;
    begun.missed += missed;
    begun.anew ||= after.epoch !== epoch;
  });
  client.on('roster', (room) => {
    if (!client.rooms.has(room)) returns.delete(room);
  });
  client.on('caughtUp', (room, { how, messages, missed = Number.NaN }) => {
    const begun = returns.get(room);
    returns.delete(room);
    if (begun === undefined) {
      complaints.push(`${room} came back without having been away`);
      return;
    }
    const expected = begun.anew ? 'fresh' : begun.gaps > 0 ? 'gap' : 'recovered';
    const isFresh = how === 'fresh' && begun.placeless && begun.messages === 0;
    if (how !== expected && !isFresh) complaints.push(`${room} is told to be ${how}, and is ${expected}`);
    if (messages !== begun.messages) complaints.push(`${room} came with ${begun.messages} messages, not ${messages}`);
    if (begun.gaps > 0 && !Object.is(missed, begun.missed)) {
      complaints.push(`${room} misses ${begun.missed} messages, not ${missed}`);
    }
    if (client.rooms.get(room)?.recovering !== false) complaints.push(`${room} is back and not caught up`);
  });
  return { complaints, owed: { [Symbol.iterator]: () => returns.keys() } };
}
