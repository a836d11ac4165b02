import { onTestFinished } from 'vitest';
import { auto } from '../../adapters/dialects/auto/index.js';
import { text } from '../../adapters/dialects/text/index.js';
import {
  type MemoryPeer,
  type MemoryPeerOptions,
  type MemoryTransport,
  memory,
} from '../../adapters/transports/memory/index.js';
import {
  createHub,
  type FailedInfo,
  type Hub,
  type HubOptions,
  MemoryBroker,
  nativeSubprotocol,
  silent,
} from '../../core/index.js';
import { type ManualClock, manualClock } from '../../testkit/index.js';
import { type NativePeer, nativePeer } from './peers.js';
import { countingRandom } from './random.js';

/** A whole hub in memory, whose time stands still. */
export interface World {
  readonly hub: Hub;
  readonly clock: ManualClock;
  readonly transport: MemoryTransport;
  /** What plugins and the core failed in. */
  readonly failures: readonly FailedInfo[];
  /** Connects without saying anything. */
  connect(options?: MemoryPeerOptions): MemoryPeer;
  /** Connects a native client that has not introduced itself. */
  stranger(options?: MemoryPeerOptions): NativePeer<MemoryPeer>;
  /** Connects a native client, logs it in and brings it into rooms. */
  native(nick: string, ...rooms: readonly string[]): Promise<NativePeer<MemoryPeer>>;
  /** Waits until nothing happens any more but by time passing. */
  settle(): Promise<void>;
  /** Lets what was sent arrive, then lets time pass. */
  pass(ms: number): Promise<void>;
}

/** What a test's hub is made of where the test does not say. */
export function partsForTests(clock: ManualClock, parts: Partial<HubOptions> = {}): HubOptions {
  const random = parts.random ?? countingRandom();
  return {
    plugins: [],
    broker: new MemoryBroker(random),
    dialect: auto({ text: text() }),
    limits: {},
    clock,
    digest: (secret) => `of-${secret}`,
    logger: silent,
    server: { name: 'partyline', version: '1.2.3' },
    ...parts,
    random,
  };
}

/** Opens a hub in memory; it is stopped when the test has finished. */
export async function openWorld(parts: Partial<HubOptions> = {}): Promise<World> {
  const clock = manualClock({ start: 1_000_000 });
  const whole = partsForTests(clock, parts);
  const transport = memory({ clock, random: whole.random });
  const hub = createHub(whole);
  onTestFinished(async () => {
    const stopped = hub.stop();
    // Whatever still hangs is given up when its time has passed.
    await clock.advance(hub.limits.drainMs);
    await stopped;
  });
  const failures: FailedInfo[] = [];
  hub.on('failed', (info) => void failures.push(info));
  await hub.listen(transport);

  const world: World = {
    hub,
    clock,
    transport,
    failures,
    connect: (options) => transport.connect(options),
    stranger: (options) => nativePeer(transport.connect({ subprotocol: nativeSubprotocol, ...options })),
    async native(nick, ...rooms) {
      const peer = world.stranger();
      await peer.ok({ type: 'hello', nick });
      for (const room of rooms) await peer.ok({ type: 'join', room });
      return peer;
    },
    async settle() {
      for (let round = 0; round < 5; round++) await clock.settle();
    },
    async pass(ms) {
      await world.settle();
      await clock.advance(ms);
      await world.settle();
    },
  };
  return world;
}
