import { isJsonObject, type Json, type Logger, type Store } from '../../../../core/index.js';
import type { AuditEntry } from '../wire.js';

/** Where entries are kept, besides in memory. */
export interface AuditStore {
  /** Those that were kept before, the oldest first. */
  load(): Promise<readonly AuditEntry[]>;
  /** Keeps one, and forgets what is beyond the bound. Nobody waits for it; a failure is logged. */
  put(entry: AuditEntry): void;
  /** Resolves when all is kept. */
  idle(): Promise<void>;
}

const PREFIX = 'act/';
const PAGE_SIZE = 500;
/** So many may wait for the store. Beyond that they are in memory only. */
const MAX_PENDING = 1_000;

/** In the order of their characters keys are in the order of their numbers. */
const keyOf = (n: number): string => PREFIX + String(n).padStart(16, '0');

/** A shelf in a plugin's store. @param most How many entries it keeps. */
export function createAuditStore(store: Store, log: Logger, most: number): AuditStore {
  let last: Promise<void> = Promise.resolve();
  let waiting = 0;

  async function keep(entry: AuditEntry): Promise<void> {
    try {
      if (entry.n > most) await store.delete(keyOf(entry.n - most));
      await store.put(keyOf(entry.n), entry as unknown as Json);
    } catch (error) {
      log.error({ error, act: entry.act }, 'an act is not kept in the audit log');
    } finally {
      waiting--;
    }
  }

  return {
    async load() {
      const found: AuditEntry[] = [];
      for (let after: string | undefined; ; ) {
        const page = await store.list({ prefix: PREFIX, limit: PAGE_SIZE, ...(after === undefined ? {} : { after }) });
        for (const { value } of page) if (isJsonObject(value)) found.push(value as unknown as AuditEntry);
        after = page.at(-1)?.key;
        if (page.length < PAGE_SIZE) break;
      }
      const [kept, stale] = [found.slice(-most), found.slice(0, -most)];
      for (const { n } of stale) await store.delete(keyOf(n));
      return kept;
    },
    put(entry) {
      if (waiting >= MAX_PENDING) {
        log.warn({ act: entry.act }, 'an act is in the audit log in memory only: the store is too slow');
        return;
      }
      waiting++;
      last = last.then(() => keep(entry));
    },
    idle: () => last,
  };
}
