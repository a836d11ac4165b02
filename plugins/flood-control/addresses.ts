import { type Account, newAccount } from './account.js';

/** What is kept of an address. */
export interface Address {
  readonly account: Account;
  /** Nobody new is let in from there before, by the monotonic clock. */
  barredUntil: number;
}

/** Addresses, a bounded number. */
export interface Addresses {
  /** How many are remembered. */
  readonly size: number;
  /** What is kept of an address, from now on where nothing was. To be used at once: it may be forgotten any time later. */
  of(key: string): Address;
  /** Forgets those of whom there is nothing to remember any more. */
  sweep(now: number): void;
  /** Forgets all. */
  clear(): void;
}

/** No address yet. @param most How many are remembered. */
export function createAddresses(most: number): Addresses {
  const known = new Map<string, Address>();

  /** The eighth of whom there will soonest be nothing to remember: not one at a time, since all have to be looked at. */
  function makeRoom(): void {
    const soonest = [...known].sort(([, a], [, b]) => restAt(a) - restAt(b));
    for (const [key] of soonest.slice(0, Math.ceil(most / 8))) known.delete(key);
  }

  return {
    get size() {
      return known.size;
    },
    of(key) {
      const address = known.get(key);
      if (address !== undefined) return address;
      if (known.size >= most) makeRoom();
      const made = { account: newAccount(), barredUntil: 0 };
      known.set(key, made);
      return made;
    },
    sweep(now) {
      for (const [key, address] of known) if (restAt(address) <= now) known.delete(key);
    },
    clear: () => known.clear(),
  };
}

/** When an address is as good as one that was never heard of. */
function restAt({ account: { commands, messages, bytes }, barredUntil }: Address): number {
  return Math.max(commands, messages, bytes, barredUntil);
}
