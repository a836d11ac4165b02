import type { Clock, Connection, Random, Transport } from '../../../core/index.js';
import { systemClock, systemRandom } from '../../system/index.js';
import { checkAmount, createConnectionSet } from '../socket/index.js';
import { createMemoryPair } from './connection.js';
import type { MemoryPeer } from './peer.js';

/** What can be set on a memory transport. */
export interface MemoryOptions {
  /** The largest frame that is taken, in bytes. Default 131072. */
  readonly maxFrameBytes?: number;
  /** Tells `info.openedAt`. Default: the machine's clock. */
  readonly clock?: Clock;
  /** How long a connection that the near side closes takes to be over there, in milliseconds. Default: no time. */
  readonly lingerMs?: () => number;
  /** Whether the wires have pings of their own, which peers answer as browsers do. Default false. */
  readonly pings?: boolean;
  /** Gives connections their ids. Default: the system's randomness. */
  readonly random?: Random;
}

/** How a peer in memory presents itself. */
export interface MemoryPeerOptions {
  /** `info.remoteAddress`. Default: absent. */
  readonly remoteAddress?: string;
  /** `info.subprotocol`. Default: absent, as on wires that do not negotiate. */
  readonly subprotocol?: string;
  /** `info.url`. Default: absent. */
  readonly url?: string;
  /** Whether the wire counts as encrypted. Default false. */
  readonly secure?: boolean;
}

/** A transport whose wires are queues in this process. Delivers in microtasks, in order, with no timers. */
export interface MemoryTransport extends Transport {
  /** Opens a connection from the outside. @throws TypeError while the transport does not listen. */
  connect(options?: MemoryPeerOptions): MemoryPeer;
}

const noTime = () => 0;

/**
 * A transport without ports, for tests, simulations and bots in the same process.
 * @throws TypeError for a `maxFrameBytes` that is not a whole number of at least 1.
 */
export function memory(options: MemoryOptions = {}): MemoryTransport {
  const { clock = systemClock, random = systemRandom } = options;
  const maxFrameBytes = checkAmount('maxFrameBytes', options.maxFrameBytes ?? 131_072);
  const crowd = createConnectionSet<Connection>(clock);
  let accept: ((connection: Connection) => void) | undefined;

  return {
    name: 'memory',
    async listen(accepting) {
      if (accept !== undefined) throw new TypeError('The transport listens already.');
      accept = accepting;
      return [{ transport: 'memory', url: 'memory:' }];
    },
    connect(peer = {}) {
      if (accept === undefined) throw new TypeError('The memory transport does not listen.');
      const pair = createMemoryPair({
        info: { id: random.id(), transport: 'memory', openedAt: clock.now(), ...peer, secure: peer.secure ?? false },
        maxFrameBytes,
        clock,
        lingerMs: options.lingerMs ?? noTime,
        pings: options.pings ?? false,
        gone: crowd.remove,
      });
      crowd.add(pair.connection);
      accept(pair.connection);
      return pair.peer;
    },
    close(options) {
      accept = undefined;
      return crowd.closeAll(options);
    },
  };
}
