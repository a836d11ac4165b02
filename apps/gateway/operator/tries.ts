import type { Clock } from '../../../core/index.js';

/** So many wrong tokens from one address, and it is not asked any more for a while. */
const MOST = 10;
const PAUSE_MS = 60_000;
/** Of so many addresses it is known; the one that was heard of longest ago makes room for another. */
const ADDRESSES = 1_024;

/** Who has shown wrong tokens lately. */
export interface Tries {
  /** For how long an address must wait, in milliseconds; `undefined`: it need not. */
  wait(address: string): number | undefined;
  /** It has shown a wrong one. */
  failed(address: string): void;
  /** It has shown the right one. */
  succeeded(address: string): void;
}

interface Wrongs {
  readonly wrong: number;
  /** Forgotten from then on, by the monotonic clock. */
  readonly until: number;
}

/** Nobody has tried yet. */
export function triesOn(clock: Clock): Tries {
  const records = new Map<string, Wrongs>();

  function recordOf(address: string): Wrongs | undefined {
    const record = records.get(address);
    if (record === undefined || clock.monotonic() < record.until) return record;
    records.delete(address);
    return undefined;
  }

  return {
    wait(address) {
      const record = recordOf(address);
      return record !== undefined && record.wrong >= MOST ? record.until - clock.monotonic() : undefined;
    },
    failed(address) {
      const wrong = (recordOf(address)?.wrong ?? 0) + 1;
      // Behind all others, for it was heard of last.
      records.delete(address);
      records.set(address, { wrong, until: clock.monotonic() + PAUSE_MS });
      const [oldest] = records.keys();
      if (records.size > ADDRESSES && oldest !== undefined) records.delete(oldest);
    },
    succeeded: (address) => void records.delete(address),
  };
}
