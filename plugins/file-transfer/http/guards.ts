import type { Clock, Refusal } from '../../../core/index.js';
import { httpRefusal } from './answer.js';
import type { HttpLimits } from './context.js';

/** Sees to it that something moves. */
export interface StallGuard {
  /** Reports moved bytes. */
  moved(bytes: number): void;
  /** Nothing need move any more; a second call does nothing. */
  stop(): void;
}

/**
 * Watches a transfer: when less than `idleBytes` have moved in `idleMs`, it is `stalled`, once. A peer that sends or
 * takes a byte now and then is no better than one that does nothing.
 * @param excused Whether it is not the peer who is to blame.
 */
export function createStallGuard(
  clock: Clock,
  { idleMs, idleBytes }: Pick<HttpLimits, 'idleMs' | 'idleBytes'>,
  stalled: () => void,
  excused: () => boolean = () => false,
): StallGuard {
  let bytes = 0;
  let cancel = clock.after(idleMs, look);

  function look(): void {
    if (bytes < idleBytes && !excused()) {
      stalled();
    } else {
      bytes = 0;
      cancel = clock.after(idleMs, look);
    }
  }

  return {
    moved(count) {
      bytes += count;
    },
    stop: () => cancel(),
  };
}

/** Counts the requests that carry a file. */
export interface RequestSlots {
  /** Counts one more. @returns How it is counted no more, or a refusal `FILE_BUSY`. @param network `undefined`: this machine. */
  enter(network: string | undefined): (() => void) | Refusal;
}

/** Makes a count of requests of which there are none yet. */
export function createRequestSlots({
  transfers,
  networkTransfers,
}: Pick<HttpLimits, 'transfers' | 'networkTransfers'>): RequestSlots {
  const networks = new Map<string, number>();
  let all = 0;

  function add(network: string, change: number): void {
    const count = (networks.get(network) ?? 0) + change;
    if (count === 0) networks.delete(network);
    else networks.set(network, count);
  }

  return {
    enter(network) {
      if (all >= transfers) return httpRefusal('FILE_BUSY', { whose: 'all', limit: transfers });
      if (network !== undefined && (networks.get(network) ?? 0) >= networkTransfers) {
        return httpRefusal('FILE_BUSY', { whose: 'network', limit: networkTransfers });
      }
      all++;
      if (network !== undefined) add(network, 1);
      return () => {
        all--;
        if (network !== undefined) add(network, -1);
      };
    },
  };
}
