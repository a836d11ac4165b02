import { systemTokenHash } from '../../adapters/system/index.js';
import { memory } from '../../adapters/transports/memory/index.js';
import { createHub, type FailedInfo, type Hub, type HubParts, MemoryBroker } from '../../core/index.js';
import { type Attachment, attach, keptLog } from './kept-log.js';
import type { Network } from './network.js';
import type { SeededRandom } from './seeded-random.js';
import { type SlowBroker, slowBroker } from './slow-broker.js';
import type { ClockFork, VirtualClock } from './virtual-clock.js';

/** What the hubs of a world are made of. */
export interface HubLifeParts extends Pick<HubParts, 'plugins' | 'dialect' | 'limits' | 'logger' | 'server'> {
  readonly clock: VirtualClock;
  readonly random: SeededRandom;
  readonly network: Network;
  /** Whether the next hub finds the log of the one before. */
  readonly log: 'lost' | 'kept';
  /** How long the log takes to be reached, and its answers to come back; `undefined`: no time. */
  readonly logDelayMs: (() => number) | undefined;
  /** Whether the wires have pings of their own. */
  readonly pings: boolean;
  /** A plugin or the core has failed. */
  failed(info: FailedInfo): void;
}

/** One hub after the other, at the same address. */
export interface HubLife {
  /** The present hub, or the last one. */
  readonly hub: Hub;
  /** Whether there is a hub now, though it may be starting yet. */
  readonly up: boolean;
  /** Whether something is on its way between the hub and its log. */
  readonly busy: boolean;
  /** Begins to start a hub. @throws TypeError while there is one. */
  start(): void;
  /** Resolves when the hub that was started last accepts connections, or is gone. Rejects when it could not start. */
  ready(): Promise<void>;
  /** Stops the hub, if there is one. Time must go on meanwhile. */
  stop(): Promise<void>;
  /** The hub vanishes in this instant, if there is one. */
  crash(): void;
}

interface Life {
  readonly hub: Hub;
  readonly clock: ClockFork;
  readonly log: Attachment;
  readonly slow: SlowBroker | undefined;
  readonly started: Promise<void>;
}

/** Prepares a place for hubs; none is started. */
export function createHubLife(parts: HubLifeParts): HubLife {
  const { network, random } = parts;
  const kept = keptLog(new MemoryBroker(random.fork('log')));
  let born = 0;
  let last: Life | undefined;
  let up = false;

  function begin(): Life {
    born++;
    const own = random.fork(`hub ${born}`);
    const clock = parts.clock.fork();
    const isKept = parts.log === 'kept';
    const log = attach(isKept ? kept : keptLog(new MemoryBroker(own.fork('log'))), isKept);
    let starting = true;
    const slow = parts.logDelayMs && slowBroker(log.broker, clock, parts.logDelayMs, () => starting);
    const { plugins, dialect, limits, logger, server } = parts;
    const hub = createHub({
      plugins,
      dialect,
      limits,
      logger,
      server,
      clock,
      random: own,
      broker: slow?.broker ?? log.broker,
      digest: systemTokenHash,
    });
    hub.on('failed', parts.failed);
    // As with sockets, what the hub closes is over only when the other end has been heard of.
    const lingering = own.fork('lingering');
    const transport = memory({
      clock,
      random: own,
      lingerMs: () => lingering.between(1, 500),
      pings: parts.pings,
    });
    const started = hub.listen(transport).then(() => {
      starting = false;
      if (up && last?.hub === hub) network.listener = transport;
    });
    // Whoever waits for it is told; nobody has to wait.
    started.catch(() => undefined);
    return { hub, clock, log, slow, started };
  }

  function present(): Life {
    if (last === undefined) throw new TypeError('No hub was started yet.');
    return last;
  }

  return {
    get hub() {
      return present().hub;
    },
    get up() {
      return up;
    },
    get busy() {
      return up && last?.slow?.busy === true;
    },
    start() {
      if (up) throw new TypeError('The hub runs already.');
      up = true;
      last = begin();
    },
    ready: async () => (up ? present().started : undefined),
    async stop() {
      if (!up) return;
      up = false;
      network.listener = undefined;
      await present().hub.stop();
    },
    crash() {
      if (!up) return;
      up = false;
      present().clock.cut();
      present().log.cut();
      network.hubGone();
    },
  };
}
