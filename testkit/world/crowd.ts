import type { Clock } from '../../core/index.js';
import { createRandomClient, type RandomClientOptions } from './random-client.js';
import type { SeededRandom } from './seeded-random.js';
import type { WorldClient } from './world-client.js';

/** Clients that act by themselves. */
export interface Crowd {
  /** The clients, in the order of their numbers. */
  readonly clients: readonly WorldClient[];
  /** All stop to act, read again, and are no longer cut off, so that the world can become quiet. */
  rest(): void;
}

/** What a crowd needs of the world. */
export interface CrowdParts {
  readonly clock: Clock;
  readonly random: SeededRandom;
  /** Makes the client of a number, from 1. */
  client(number: number): WorldClient;
  /** Cuts a client off from the hub, or lets it be connected again. */
  part(client: WorldClient, apart: boolean): void;
}

/** Gathers a crowd. @throws TypeError for a count that is not a whole number of at least 1. */
export function createCrowd(count: number, options: RandomClientOptions, parts: CrowdParts): Crowd {
  if (!Number.isSafeInteger(count) || count < 1) throw new TypeError(`A crowd is of 1 client at least, not ${count}.`);
  const members = Array.from({ length: count }, (_, index) => {
    const client = parts.client(index + 1);
    const random = parts.random.fork(String(index + 1));
    return createRandomClient(
      { client, random, clock: parts.clock, part: (apart) => parts.part(client, apart) },
      options,
    );
  });
  return {
    clients: members.map(({ client }) => client),
    rest() {
      for (const member of members) member.rest();
    },
  };
}
