import type { Cancel, Clock, Random } from '../../core/index.js';
import type { WorldClient } from './world-client.js';

/**
 * What a random client does. Whoever `freeze`s thaws, and whoever is `part`ed from the hub is healed, when they act next.
 */
export type RandomAct = 'say' | 'typing' | 'join' | 'leave' | 'drop' | 'lose' | 'vanish' | 'freeze' | 'part';

/** How random clients behave. */
export interface RandomClientOptions {
  /** The rooms between which they move. At least one. */
  readonly rooms: readonly string[];
  /** The pause between two acts, from and to, in milliseconds, both included. Default `[100, 2000]`. */
  readonly everyMs?: readonly [number, number];
  /** How often each act is chosen, as whole numbers relative to the others. Default: {@link usualActs}. */
  readonly acts?: Readonly<Partial<Record<RandomAct, number>>>;
}

/** A client that acts by itself. */
export interface RandomClient {
  /** The client. */
  readonly client: WorldClient;
  /** Acts no more, reads again, and is no longer cut off. */
  rest(): void;
}

/** What a random client needs besides. */
export interface RandomClientParts {
  readonly client: WorldClient;
  readonly clock: Clock;
  readonly random: Random;
  /** Cuts the client off from the hub, or lets it be connected again. */
  part(apart: boolean): void;
}

/** Mostly talk, now and then a change of room, rarely a fault. */
export const usualActs: Readonly<Record<RandomAct, number>> = {
  say: 80,
  typing: 4,
  join: 4,
  leave: 3,
  drop: 3,
  lose: 2,
  vanish: 1,
  freeze: 1,
  part: 2,
};

/** Lets a client act by itself: first it joins a room. @throws TypeError for options that leave it no room or nothing to do. */
export function createRandomClient(parts: RandomClientParts, options: RandomClientOptions): RandomClient {
  const { client, clock, random, part } = parts;
  const { rooms, everyMs: [shortest, longest] = [100, 2_000], acts = usualActs } = options;
  const weights = Object.entries(acts) as [RandomAct, number][];
  const weight = weights.reduce((sum, [, share]) => sum + share, 0);
  if (rooms.length === 0 || !Number.isSafeInteger(weight) || weight < 1) {
    throw new TypeError('A random client needs a room and something to do.');
  }
  let here: string | undefined;
  let said = 0;
  let timer: Cancel | undefined;

  function join(): void {
    here = rooms[random.between(0, rooms.length - 1)] as string;
    client.join(here);
  }

  const doings: Readonly<Record<RandomAct, () => void>> = {
    say() {
      if (here === undefined) join();
      client.say(`${client.nick} ${++said}`);
    },
    typing() {
      if (here !== undefined) client.typing();
    },
    join,
    leave() {
      if (here !== undefined) client.leave(here);
      here = undefined;
    },
    drop: client.drop,
    lose: client.lose,
    vanish: client.vanish,
    freeze: client.freeze,
    part: () => part(true),
  };
  /** What the last act has left to be made good. */
  const remedies: Readonly<Partial<Record<RandomAct, () => void>>> = { freeze: client.thaw, part: () => part(false) };
  let remedy: (() => void) | undefined;

  function choose(): RandomAct {
    let drawn = random.between(1, weight);
    for (const [act, share] of weights) {
      drawn -= share;
      if (drawn <= 0) return act;
    }
    return 'say';
  }

  function makeGood(): void {
    remedy?.();
    remedy = undefined;
  }

  function wait(): void {
    timer = clock.after(random.between(shortest, longest), () => {
      makeGood();
      const act = choose();
      doings[act]();
      remedy = remedies[act];
      wait();
    });
  }

  join();
  wait();
  return {
    client,
    rest() {
      timer?.();
      timer = undefined;
      makeGood();
    },
  };
}
