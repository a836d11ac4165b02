import type { MemoryTransport } from '../../adapters/transports/memory/index.js';
import type { Clock } from '../../core/index.js';
import { createHost, type Host } from './host.js';
import type { SeededRandom } from './seeded-random.js';

/** How fast a network is. */
export interface NetworkOptions {
  /**
   * How long each parcel takes in one direction, from and to, in milliseconds, both included. Parcels of one connection
   * keep their order, those of different ones overtake each other. Default `[1, 20]`.
   */
  readonly delayMs?: readonly [number, number];
}

/** What a network is made with. */
export interface NetworkParts {
  readonly clock: Clock;
  readonly random: SeededRandom;
  readonly options: NetworkOptions;
}

/** The network between the clients and the hub. */
export interface Network {
  /** Whether anything is under way that will arrive. */
  readonly moving: boolean;
  /** Where connections lead. `undefined`: to nobody, they are refused. */
  listener: MemoryTransport | undefined;
  /** Puts a machine on the network. */
  host(name: string): Host;
  /** The hub is gone in this instant: its connections break. */
  hubGone(): void;
}

/** Makes a network without hosts. @throws TypeError for delays that are none. */
export function createNetwork({ clock, random, options }: NetworkParts): Network {
  const [low, high] = options.delayMs ?? [1, 20];
  if (!Number.isSafeInteger(low) || !Number.isSafeInteger(high) || low < 0 || high < low) {
    throw new TypeError(`delayMs is two whole numbers of milliseconds, the lower one first, not ${low} and ${high}.`);
  }
  const hosts: Host[] = [];

  const network: Network = {
    listener: undefined,
    get moving() {
      return hosts.some((host) => host.moving);
    },
    host(name) {
      const own = random.fork(name);
      // A private address (RFC 1918) of its own, so that limits and bans by address can be tried.
      const number = hosts.length + 1;
      const remoteAddress = `10.${number >> 16}.${(number >> 8) & 255}.${number & 255}`;
      const host = createHost({
        clock,
        delayMs: () => own.between(low, high),
        knock: (subprotocol) =>
          network.listener?.connect({ remoteAddress, ...(subprotocol === undefined ? {} : { subprotocol }) }),
      });
      hosts.push(host);
      return host;
    },
    hubGone() {
      network.listener = undefined;
      for (const host of hosts) host.hubGone();
    },
  };
  return network;
}
