import { createWorld, type SeededRandom, type World, type WorldClient } from '../../testkit/index.js';
import { type Chronicle, createChronicle } from './chronicle.js';
import { type Comebacks, comebacksOf } from './comebacks.js';
import { lostSessionsOf } from './returns.js';
import { type Sightings, sightingsOf } from './sightings.js';

/** Somebody who takes part in a run. */
export interface Participant {
  readonly client: WorldClient;
  readonly sightings: Sightings;
  /** What it says of how its rooms came back. */
  readonly comebacks: Comebacks;
  /** Complaints that its session was not there any more. */
  readonly lostSessions: readonly string[];
  /** Messages that it was told to say or to tell somebody. */
  said: number;
  /** Whether it has quit, and takes part no longer. */
  gone: boolean;
}

/** A run: a world, who takes part in it, and what is known of it. */
export interface Stage {
  readonly world: World;
  readonly participants: Participant[];
  readonly chronicle: Chronicle;
  /** For plugins of the run. */
  readonly random: SeededRandom;
  /** How the world was made, for whoever reads the trace. */
  readonly kind: string;
  /** Whether a hub runs. */
  up: boolean;
  /** Another number for every hub, and for one that is going down. */
  hubs: number;
  /** Numbers the messages, so that no two are alike. */
  messages: number;
}

/** What a run may differ in from the start. */
export interface StageOptions {
  readonly seed: number;
  /** Whether the log survives a restart. */
  readonly kept: boolean;
  /** How long the broker takes for what it is asked, in milliseconds. */
  readonly brokerMs: readonly [number, number];
}

/** Small enough that every limit is met in a short run. */
export const limits = {
  outboxBytes: 6_000,
  inboxFrames: 4,
  recoverEntries: 40,
  heartbeatMs: 20_000,
  resumeMs: 120_000,
  latestEvents: 3,
  traces: 200,
};

const nicks = ['ann', 'bob', 'cleo', 'dan'] as const;

/** The rooms that are joined. */
export const rooms = ['red', 'blue'] as const;

/** Sets a stage: everybody is connected, and in every room. */
export async function setStage({ seed, kept, brokerMs }: StageOptions): Promise<Stage> {
  const chronicle = createChronicle();
  const world = createWorld({
    seed,
    limits,
    log: kept ? 'kept' : 'lost',
    plugins: [chronicle.plugin],
    network: { delayMs: [1, 40] },
    ...(brokerMs[1] === 0 ? {} : { logDelayMs: brokerMs }),
  });
  const kind = `seed ${seed}, log ${kept ? 'kept' : 'lost'}, broker takes ${brokerMs.join('–')} ms`;
  const stage: Stage = {
    world,
    participants: [],
    chronicle,
    random: world.random,
    kind,
    up: true,
    hubs: 1,
    messages: 0,
  };
  // Who has vanished may be found missing two heartbeats earlier than it finds out itself.
  const returning = {
    now: () => world.now,
    hubs: () => stage.hubs,
    keptMs: limits.resumeMs - 2 * limits.heartbeatMs,
  };
  for (const nick of nicks) {
    const client = world.client(nick);
    stage.participants.push({
      client,
      sightings: sightingsOf(client.client, chronicle.told),
      comebacks: comebacksOf(client.client),
      lostSessions: lostSessionsOf(client.client, returning),
      said: 0,
      gone: false,
    });
  }
  for (const room of rooms) world.join(room, ...nicks);
  await world.settle();
  return stage;
}
