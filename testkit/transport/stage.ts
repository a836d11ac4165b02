import type { Address, Connection, Transport } from '../../core/index.js';
import { type ManualClock, manualClock } from '../clock/index.js';
import type { TransportHarness, TransportPeer } from './harness.js';
import { type Recorder, record } from './recorder.js';

/** The largest frame in conformance cases, in bytes: beyond what 16-bit lengths can say. */
export const LIMIT = 70_000;

/** A listening transport and what connects to it, for one case. */
export interface Stage {
  readonly clock: ManualClock;
  readonly transport: Transport;
  readonly addresses: readonly Address[];
  /** Connects a peer; gives both ends, the near one not started. */
  meet(): Promise<{ peer: TransportPeer; connection: Connection }>;
  /** Connects a peer; gives both ends, the near one started with a recorder. */
  talk(): Promise<{ peer: TransportPeer; near: Recorder; connection: Connection }>;
}

/** Runs a case on a fresh transport, and closes everything after it, whatever came of it. */
export async function onStage(harness: TransportHarness, play: (stage: Stage) => Promise<void>): Promise<void> {
  const clock = manualClock();
  const transport = harness.create({ maxFrameBytes: LIMIT, clock });
  const arrived: Connection[] = [];
  const awaiting: ((connection: Connection) => void)[] = [];
  const peers: TransportPeer[] = [];
  const addresses = await transport.listen((connection) => {
    const next = awaiting.shift();
    if (next === undefined) arrived.push(connection);
    else next(connection);
  });

  function nextConnection(): Promise<Connection> {
    const connection = arrived.shift();
    return connection === undefined ? new Promise((resolve) => awaiting.push(resolve)) : Promise.resolve(connection);
  }

  const stage: Stage = {
    clock,
    transport,
    addresses,
    async meet() {
      const peer = await harness.connect(transport, addresses);
      peers.push(peer);
      return { peer, connection: await nextConnection() };
    },
    async talk() {
      const { peer, connection } = await stage.meet();
      return { peer, connection, near: record(connection) };
    },
  };
  try {
    await play(stage);
  } finally {
    for (const peer of peers) peer.abort();
    await transport.close();
  }
}

/** Some turns of the event loop: time for what must not happen to happen. */
export async function someTurns(turns = 20): Promise<void> {
  for (let turn = 0; turn < turns; turn++) await new Promise((resolve) => setImmediate(resolve));
}
