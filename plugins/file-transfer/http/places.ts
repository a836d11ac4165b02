import type { Refusal } from '../../../core/index.js';
import type { HttpLimits } from './limits.js';
import { httpRefusal } from './statuses.js';

/** Counts the requests that carry a file. */
export interface Places {
  /** Counts one more. @returns How it is counted no more, or a refusal `FILE_BUSY`. @param network `undefined`: this machine. */
  enter(network: string | undefined): (() => void) | Refusal;
}

/** Makes a count of requests of which there are none yet. */
export function placesFor({ transfers, networkTransfers }: Pick<HttpLimits, 'transfers' | 'networkTransfers'>): Places {
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
