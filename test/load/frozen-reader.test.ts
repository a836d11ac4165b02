import { expect, onTestFinished, test } from 'vitest';
import { systemRandom } from '../../adapters/system/index.js';
import { tcp } from '../../adapters/transports/tcp/index.js';
import { websocket } from '../../adapters/transports/websocket/index.js';
import { type Client, createClient } from '../../client/index.js';
import { createHub, MemoryBroker, type RefusedInfo, silent } from '../../index.js';
import { type SeededRandom, seededRandom } from '../../testkit/index.js';
import { type CuttableWire, clientClock, clientRandom, tcpWire, webSocketWire } from '../support/client-wires.js';
import { deferred } from '../support/deferred.js';
import { sized } from '../support/sizes.js';
import { collectGarbage, megabytesInUse, quantile } from './support/figures.js';
import { type Frozen, freeze } from './support/frozen.js';
import { pace } from './support/pace.js';

const MEMBERS_PER_WIRE = 25;
const OUTBOX_BYTES = 262_144;
/** What one turn of the event loop may bring: some messages, since timers that are late come together. */
const TURN_BYTES = 8 * 4_500;
const TEXT = 'x'.repeat(4_000);
const MESSAGES = 80;
const SAY_EVERY_MS = 10;
/** Long enough for a reader to be found too slow before it is found dead. */
const STALL_MS = 4_000;
const ATTEMPTS = sized(1, 3);
/** How much longer deliveries may take beside frozen readers: a figure of a machine with nothing else to do. */
const RATIO = sized(Number.POSITIVE_INFINITY, 1.5);
/** Rough: the clients are in the same process, and under coverage everything takes more. What waits is checked to the byte. */
const GROWTH_MB = 64;
/** True: with frozen readers. In this order, so that a machine that gets slower or faster slows both kinds alike. */
const slices = sized([false, true], [false, true, true, false, false, true]);
const ROOM = 'room';

test('readers that freeze are closed, and the others in the room do not notice', { timeout: 120_000 }, async () => {
  const random = seededRandom(7);
  const broker = new MemoryBroker(systemRandom, { entriesPerRoom: 10 });
  const hub = createHub({ broker, limits: { outboxBytes: OUTBOX_BYTES }, logger: silent });
  const [tcpAddress, webSocketAddress] = await hub.listen(
    tcp({ port: 0, stallMs: STALL_MS }),
    websocket({ port: 0, stallMs: STALL_MS }),
  );
  const overTcp = () => tcpWire(tcpAddress?.port ?? 0);
  const overWebSocket = () => webSocketWire(webSocketAddress?.url ?? '');

  const refusals: { readonly refused: RefusedInfo; readonly pendingBytes: number }[] = [];
  hub.on('refused', (refused) => void refusals.push({ refused, pendingBytes: refused.session.pendingBytes }));
  const crowd = createCrowd([...wires(overTcp), ...wires(overWebSocket)]);
  const frozen: Frozen[] = [];
  onTestFinished(async () => {
    crowd.stop();
    for (const one of frozen) one.destroy();
    await hub.stop();
  });
  await crowd.enter();

  /** Latencies of one slice. */
  async function slice(withFrozen: boolean): Promise<readonly number[]> {
    const readers = withFrozen ? [await freeze(hub, overTcp(), ROOM), await freeze(hub, overWebSocket(), ROOM)] : [];
    frozen.push(...readers);
    let mostPending = 0;
    collectGarbage();
    const latencies = await crowd.talk(random, () => {
      mostPending = Math.max(mostPending, ...readers.map(({ session }) => session.pendingBytes));
    });
    expect(mostPending).toBeLessThanOrEqual(OUTBOX_BYTES);
    return latencies;
  }

  await slice(true);
  const before = megabytesInUse();
  const ratios: number[] = [];
  while (ratios.length < ATTEMPTS && !ratios.some((ratio) => ratio <= RATIO)) {
    const pools = { with: [] as number[], without: [] as number[] };
    let growth = 0;
    for (const withFrozen of slices) {
      pools[withFrozen ? 'with' : 'without'].push(...(await slice(withFrozen)));
      growth = Math.max(growth, megabytesInUse() - before);
    }
    const p99 = { with: quantile(pools.with, 0.99), without: quantile(pools.without, 0.99) };
    ratios.push(p99.with / p99.without);
    console.info(
      [
        `p99 ${p99.with.toFixed(2)} ms with frozen readers, ${p99.without.toFixed(2)} ms without`,
        `median ${quantile(pools.with, 0.5).toFixed(2)} and ${quantile(pools.without, 0.5).toFixed(2)} ms`,
        `${pools.with.length} and ${pools.without.length} deliveries, ${growth.toFixed(1)} MB more in use at most`,
      ].join('; '),
    );
    expect(growth).toBeLessThan(GROWTH_MB);
  }

  expect(Math.min(...ratios)).toBeLessThanOrEqual(RATIO);
  expect(refusals.map(({ refused: { session, what, code } }) => `${session.id} ${what} ${code}`).sort()).toEqual(
    frozen.map(({ session }) => `${session.id} connection CHAT_SLOW_CONSUMER`).sort(),
  );
  expect(await Promise.all(frozen.map(({ lost }) => lost))).toEqual(frozen.map(() => 'CHAT_SLOW_CONSUMER'));
  for (const { pendingBytes } of refusals) {
    expect(pendingBytes).toBeGreaterThan(OUTBOX_BYTES);
    expect(pendingBytes).toBeLessThanOrEqual(OUTBOX_BYTES + TURN_BYTES);
  }
  expect(crowd.isWhole()).toBe(true);
});

function wires(make: () => CuttableWire): readonly CuttableWire[] {
  return Array.from({ length: MEMBERS_PER_WIRE }, make);
}

/** The healthy members of the room; the first one speaks to all of them. */
function createCrowd(theirs: readonly CuttableWire[]) {
  const startedAt = new Map<string, number>();
  let latencies: number[] = [];
  let complete = deferred();
  let losses = 0;

  function heard(key: string | undefined): void {
    const at = startedAt.get(key ?? '');
    if (at === undefined) return;
    latencies.push(performance.now() - at);
    if (latencies.length === MESSAGES * theirs.length) complete.resolve();
  }

  const clients = theirs.map(({ open }, number): Client => {
    const client = createClient({ open, clock: clientClock, random: clientRandom, nick: `member${number}` });
    client.on('message', ({ key }) => heard(key));
    client.on('state', (state) => {
      if (state === 'waiting') losses++;
    });
    return client;
  });

  return {
    async enter(): Promise<void> {
      for (const client of clients) client.connect();
      await Promise.all(clients.map((client) => client.join(ROOM)));
    },
    /** Has the speaker say so many messages; resolves to how long each took to each member, in milliseconds. */
    async talk(random: SeededRandom, look: () => void): Promise<readonly number[]> {
      latencies = [];
      complete = deferred();
      startedAt.clear();
      const stop = pace(SAY_EVERY_MS, random, () => {
        const key = clientRandom.id();
        startedAt.set(key, performance.now());
        if (startedAt.size === MESSAGES) stop();
        void clients[0]?.say(ROOM, TEXT, { key }).then(look);
      });
      await complete.promise;
      return latencies;
    },
    /** Whether everybody is there and nobody was ever lost. */
    isWhole: () => losses === 0 && clients.every(({ state }) => state === 'online'),
    stop(): void {
      for (const client of clients) client.stop();
      for (const wire of theirs) wire.destroy();
    },
  };
}
